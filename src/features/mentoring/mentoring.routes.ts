// The page door of rooms: everything works as plain pages and forms.
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { liveHelpOf } from './mentoring.help.queries';
import { helpRoutes } from './mentoring.help.routes';
import { beforeQuery, editForm, FIRST, messageForm, noFields, PAGE, rangeQuery } from './mentoring.input';
import { hereIn } from './mentoring.live';
import { linesOf, messageById } from './mentoring.log.queries';
import { proposalView } from './mentoring.proposal.view';
import {
  editMessage,
  enterRoom,
  enterTeamRoom,
  type OpenRoom,
  postMessage,
  readEntries,
  withdrawMessage,
} from './mentoring.rooms.actions';
import { keepVisit, roomPage } from './mentoring.rooms.queries';
import { roomView } from './mentoring.view';

const LATEST = 2_147_483_647;

export function mentoringRoutes(deps: Deps): Site {
  const site = createSite('mentoring');

  async function showRoom(req: Request, res: Response, room: OpenRoom): Promise<void> {
    const person = requirePerson(req);
    const before = beforeQuery.safeParse({ before: queryText(req, 'before') });
    const until = before.data?.before ?? LATEST;
    const page = await roomPage(deps.db, room.id, deps.clock.offsetSeconds);
    const lines = await linesOf(deps.db, room.id, until, FIRST);
    const help = await liveHelpOf(deps.db, room.team_id);
    const seenAt = page.people.find((one) => one.id === person.id)?.seenAt;
    if (!seenAt || page.now.getTime() - new Date(seenAt).getTime() > 60_000)
      await keepVisit(deps.db, room.id, person.id, page.now);
    const reader = { id: person.id, locale: req.locale, t: req.t };
    const view = roomView(reader, {
      room,
      page,
      lines,
      help,
      here: hereIn(deps, room.id),
      pageSize: FIRST,
    });
    const locals = {
      ...view,
      proposal: await proposalView(deps.db, room, reader, page.zone),
      editing: queryText(req, 'edit') ?? null,
      past: until !== LATEST,
      clientId: randomUUID(),
      live: true,
    };
    await show(req, res, 'mentoring/room', locals, { hackathonId: room.hackathon_id });
  }

  const showTeamRoom: RequestHandler = async (req, res) => {
    await showRoom(req, res, await enterTeamRoom(deps, requirePerson(req), param(req, 'id')));
  };
  const showRoomOfMessage: RequestHandler = async (req, res) => {
    const message = await messageById(deps.db, param(req, 'id'));
    await showRoom(req, res, await enterRoom(deps.db, requirePerson(req), message?.room_id ?? ''));
  };
  const showRoomById: RequestHandler = async (req, res) => {
    await showRoom(req, res, await enterRoom(deps.db, requirePerson(req), param(req, 'id')));
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
      const { body, client_id, author } = read(messageForm, req);
      const roomId = param(req, 'id');
      const clientId = client_id ?? randomUUID();
      const room = await enterRoom(deps.db, person, roomId);
      const { id, seq } = await postMessage(deps, person, { roomId, clientId, body, author });
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

  helpRoutes(deps, site, showTeamRoom);
  return site;
}
