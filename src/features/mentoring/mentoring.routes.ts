// The page door of rooms: everything works as plain pages and forms.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { enterRoom } from '../rooms/rooms.actions';
import { messageById } from '../rooms/rooms.log.queries';
import { roomFileRoutes } from './mentoring.files.routes';
import { helpRoutes } from './mentoring.help.routes';
import { editForm, messageForm } from './mentoring.input';
import { messageRoutes } from './mentoring.message.routes';
import { notesRoutes } from './mentoring.notes.routes';
import { showRoom } from './mentoring.room.routes';
import { editMessage, postMessage, withdrawMessage } from './mentoring.rooms.actions';
import { voiceRoutes } from './mentoring.voice.routes';

export function mentoringRoutes(deps: Deps): Site {
  const site = createSite('mentoring');

  const showTeamRoom: RequestHandler = (req, res) => showRoom(deps, req, res, param(req, 'id'));
  const showRoomOfMessage: RequestHandler = async (req, res) => {
    const message = await messageById(deps.db, param(req, 'id'));
    const room = await enterRoom(deps.db, requirePerson(req), message?.room_id ?? '');
    await showRoom(deps, req, res, room.team_id);
  };
  const showRoomById: RequestHandler = async (req, res) => {
    const room = await enterRoom(deps.db, requirePerson(req), param(req, 'id'));
    await showRoom(deps, req, res, room.team_id);
  };

  site.get('/teams/:id/room', { who: 'room' }, showTeamRoom);

  site.post(
    '/rooms/:id/messages',
    { who: 'room', phase: 'rooms' },
    orFormAgain(showRoomById, async (req, res) => {
      const person = requirePerson(req);
      const message = read(messageForm, req);
      const roomId = param(req, 'id');
      const clientId = message.clientId ?? randomUUID();
      const room = await enterRoom(deps.db, person, roomId);
      const { id, seq } = await postMessage(deps, person, { ...message, roomId, clientId });
      done(req, res, `/teams/${room.team_id}/room#m-${id}`, { id, seq, made: true });
    }),
  );

  site.post(
    '/messages/:id/edit',
    { who: 'author', phase: 'rooms' },
    orFormAgain(showRoomOfMessage, async (req, res) => {
      const { body } = read(editForm, req);
      const changed = await editMessage(deps, requirePerson(req), param(req, 'id'), body);
      done(req, res, `/teams/${changed.teamId}/room#m-${changed.id}`, { id: changed.id, seq: changed.seq });
    }),
  );

  site.post('/messages/:id/withdrawal', { who: 'author' }, async (req, res) => {
    read(noFields, req);
    const changed = await withdrawMessage(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${changed.teamId}/room#m-${changed.id}`, { id: changed.id, seq: changed.seq });
  });

  messageRoutes(deps, site);
  roomFileRoutes(deps, site, showRoomById);
  voiceRoutes(deps, site);
  notesRoutes(deps, site);
  helpRoutes(deps, site, showTeamRoom);
  return site;
}
