// The page door of rooms: everything works as plain pages and forms.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { roomFileRoutes } from './mentoring.files.routes';
import { helpRoutes } from './mentoring.help.routes';
import { editForm, FIRST, messageForm, noFields, PAGE, rangeQuery } from './mentoring.input';
import { messageById } from './mentoring.log.queries';
import { messageRoutes } from './mentoring.message.routes';
import { notesRoutes } from './mentoring.notes.routes';
import { LATEST, showRoom } from './mentoring.room.routes';
import {
  editMessage,
  enterRoom,
  enterTeamRoom,
  postMessage,
  readEntries,
  withdrawMessage,
} from './mentoring.rooms.actions';
import { searchRoutes } from './mentoring.search.routes';
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

  site.get('/teams/:id/room.json', { who: 'room' }, async (req, res) => {
    const { id, head } = await enterTeamRoom(deps, requirePerson(req), param(req, 'id'));
    res.set('Cache-Control', 'no-store').json({ room: { id, head } });
  });

  site.get('/teams/:id/room', { who: 'room' }, showTeamRoom);

  site.get('/rooms/:id/messages.json', { who: 'room' }, async (req, res) => {
    const range = rangeQuery.safeParse({ after: queryText(req, 'after'), before: queryText(req, 'before') });
    if (!range.success) throw new InvalidInput({ after: { key: 'frame.fields.invalid' } });
    const { after, before } = range.data;
    const asked = after !== undefined ? { afterSeq: after } : { beforeSeq: before ?? LATEST };
    const limit = after === undefined && before === undefined ? FIRST : PAGE;
    const answer = await readEntries(deps, requirePerson(req), param(req, 'id'), asked, limit);
    res.set('Cache-Control', 'no-store').json(answer);
  });

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
  searchRoutes(deps, site);
  roomFileRoutes(deps, site, showRoomById);
  voiceRoutes(deps, site);
  notesRoutes(deps, site);
  helpRoutes(deps, site, showTeamRoom);
  return site;
}
