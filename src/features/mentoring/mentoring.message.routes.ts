// One message and what can be done with it: two taps from the room, with and without a script.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { hackathonById } from '../hackathons/hackathons.queries';
import { enterRoom } from '../rooms/rooms.actions';
import { pinForm, silenceForm } from './mentoring.input';
import { silenceAuthor, stopAdvising } from './mentoring.leaving.actions';
import { messagePage } from './mentoring.message.queries';
import { pinMessage } from './mentoring.pins.actions';

export function messageRoutes(deps: Deps, site: Site): void {
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
      can: { pin: room.role !== 'moderator' },
    };
    await show(req, res, 'mentoring/message', locals, { hackathonId: room.hackathon_id });
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

  site.post('/rooms/:id/leaving', { who: 'adviser' }, async (req, res) => {
    read(noFields, req);
    const { slug } = await stopAdvising(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${slug}/rooms`, { said: 'mentoring.said.left' });
  });
}
