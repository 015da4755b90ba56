// Search within a room: a plain page whose results lead to the page around each message.
import type { Deps } from '../../deps';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { hackathonById } from '../hackathons/hackathons.queries';
import { enterTeamRoom } from './rooms.actions';
import { searchQuery } from './rooms.input';
import { MOST_FOUND, searchRoom } from './rooms.search.queries';

const SHOWN = 240;
const BEFORE = 60;

/** The part of a long message in which the first word stands. */
function excerpt(body: string, [first = '']: string[]): string {
  if (body.length <= SHOWN) return body;
  const from = Math.max(0, body.toLowerCase().indexOf(first.toLowerCase()) - BEFORE);
  const part = [...body.slice(from, from + SHOWN)].join('').toWellFormed();
  return `${from > 0 ? '… ' : ''}${part}${from + SHOWN < body.length ? ' …' : ''}`;
}

export function searchRoutes(deps: Deps, site: Site): void {
  site.get('/teams/:id/room/search', { who: 'room' }, async (req, res) => {
    const room = await enterTeamRoom(deps, requirePerson(req), param(req, 'id'));
    const asked = queryText(req, 'q') ?? '';
    const words = searchQuery.safeParse(asked).data ?? [];
    const found = words.length > 0 ? await searchRoom(deps.db, room.id, words) : [];
    const { zone } = (await hackathonById(deps.db, room.hackathon_id))!;
    const results = found.slice(0, MOST_FOUND).map((one) => ({ ...one, body: excerpt(one.body, words) }));
    const locals = {
      room,
      zone,
      asked,
      searched: words.length > 0,
      results,
      more: found.length > MOST_FOUND,
    };
    await show(req, res, 'rooms/search', locals, { hackathonId: room.hackathon_id });
  });
}
