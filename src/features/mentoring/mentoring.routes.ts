// The page door of mentoring: the room of a team with all that stands around the talk.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { param, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { enterRoom } from '../rooms/rooms.actions';
import { messageById } from '../rooms/rooms.log.queries';
import { showPastTalk } from './mentoring.past.routes';
import { showRoom } from './mentoring.room.routes';

/** The page of a room by what a path names, for every door whose form stands on it. */
export interface RoomPages {
  ofTeam: RequestHandler;
  ofRoom: RequestHandler;
  ofMessage: RequestHandler;
}

export function roomPages(deps: Deps): RoomPages {
  return {
    ofTeam: (req, res) => showRoom(deps, req, res, param(req, 'id')),
    async ofRoom(req, res) {
      const room = await enterRoom(deps.db, requirePerson(req), param(req, 'id'));
      await showRoom(deps, req, res, room.team_id);
    },
    async ofMessage(req, res) {
      const message = await messageById(deps.db, param(req, 'id'));
      const room = await enterRoom(deps.db, requirePerson(req), message?.room_id ?? '');
      await showRoom(deps, req, res, room.team_id);
    },
  };
}

export function mentoringRoutes(deps: Deps, { ofTeam }: RoomPages): Site {
  const site = createSite('mentoring');
  site.get('/teams/:id/room', { who: 'room' }, ofTeam);
  site.get('/teams/:id/talk', { who: 'member' }, (req, res) => showPastTalk(deps, req, res));
  return site;
}
