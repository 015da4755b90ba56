// The page door of messages: written in the room, and each on a page of its own where everything that can be done
// with it is one more tap. All works without a script.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { hackathonById } from '../hackathons/hackathons.queries';
import { REASONS } from '../moderation/moderation.tables';
import { enterRoom } from '../rooms/rooms.actions';
import { editMessage, postMessage, withdrawMessage } from './messages.actions';
import { editForm, messageForm, pinForm, silenceForm } from './messages.input';
import { messagePage } from './messages.page.queries';
import { pinMessage } from './messages.pins.actions';
import { silenceAuthor } from './messages.silences.actions';

/** `room`: pages that show a refused form again. */
export function messagesRoutes(
  deps: Deps,
  room: { ofRoom: RequestHandler; ofMessage: RequestHandler },
): Site {
  const site = createSite('messages');

  site.post(
    '/rooms/:id/messages',
    { who: 'room', phase: 'rooms' },
    orFormAgain(room.ofRoom, async (req, res) => {
      const person = requirePerson(req);
      const message = read(messageForm, req);
      const roomId = param(req, 'id');
      const clientId = message.clientId ?? randomUUID();
      const { team_id } = await enterRoom(deps.db, person, roomId);
      const { id, seq } = await postMessage(deps, person, { ...message, roomId, clientId });
      done(req, res, `/teams/${team_id}/room#m-${id}`, { id, seq, made: true });
    }),
  );

  site.post(
    '/messages/:id/edit',
    { who: 'author', phase: 'rooms' },
    orFormAgain(room.ofMessage, async (req, res) => {
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

  const showMessage: RequestHandler = async (req, res) => {
    const reader = requirePerson(req);
    const message = await messagePage(deps.db, param(req, 'id'), reader.id);
    if (!message) throw new NotFound();
    const room = await enterRoom(deps.db, reader, message.room_id);
    const hackathon = (await hackathonById(deps.db, room.hackathon_id))!;
    const locals = {
      message,
      mine: message.author_id === reader.id,
      room,
      zone: hackathon.zone,
      reasons: REASONS,
      can: { pin: room.role !== 'moderator' },
    };
    await show(req, res, 'messages/message', locals, { hackathonId: room.hackathon_id });
  };

  site.get('/messages/:id', { who: 'room' }, showMessage);

  site.post(
    '/messages/:id/pin',
    { who: ['member', 'adviser'], phase: 'rooms' },
    orFormAgain(showMessage, async (req, res) => {
      const { pinned } = read(pinForm, req);
      const { teamId } = await pinMessage(deps, requirePerson(req), param(req, 'id'), pinned === 'yes');
      const said = pinned === 'yes' ? 'mentoring.said.pinned' : 'mentoring.said.loose';
      done(req, res, `/teams/${teamId}/room`, { said });
    }),
  );

  site.post('/messages/:id/silence', { who: 'room' }, async (req, res) => {
    const { silenced } = read(silenceForm, req);
    const id = param(req, 'id');
    const { teamId } = await silenceAuthor(deps, requirePerson(req), id, silenced === 'yes');
    const said = silenced === 'yes' ? 'mentoring.said.silenced' : 'mentoring.said.heard';
    done(req, res, `/teams/${teamId}/room#m-${id}`, { said });
  });

  return site;
}
