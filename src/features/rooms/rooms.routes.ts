// The page door of rooms themselves: what a room is called, its log, its words found again. Its page is mentoring's.
import type { Deps } from '../../deps';
import { InvalidInput } from '../../errors';
import { param, queryText, requirePerson } from '../../web/request';
import { createSite, type Site } from '../../web/site';
import { enterTeamRoom, readEntries } from './rooms.actions';
import { FIRST, LATEST, PAGE, rangeQuery } from './rooms.input';
import { searchRoutes } from './rooms.search.routes';

export function roomsRoutes(deps: Deps): Site {
  const site = createSite('rooms');

  site.get('/teams/:id/room.json', { who: 'room' }, async (req, res) => {
    const { id, head } = await enterTeamRoom(deps, requirePerson(req), param(req, 'id'));
    res.set('Cache-Control', 'no-store').json({ room: { id, head } });
  });

  site.get('/rooms/:id/messages.json', { who: 'room' }, async (req, res) => {
    const range = rangeQuery.safeParse({ after: queryText(req, 'after'), before: queryText(req, 'before') });
    if (!range.success) throw new InvalidInput({ after: { key: 'frame.fields.invalid' } });
    const { after, before } = range.data;
    const asked = after !== undefined ? { afterSeq: after } : { beforeSeq: before ?? LATEST };
    const limit = after === undefined && before === undefined ? FIRST : PAGE;
    const answer = await readEntries(deps, requirePerson(req), param(req, 'id'), asked, limit);
    res.set('Cache-Control', 'no-store').json(answer);
  });

  searchRoutes(deps, site);
  return site;
}
