// The page of a room: one statement for what may be different now, one for the talk after a new line, and one for what
// surrounds it after a change of the hackathon.
import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { inBatchesOf } from '../../db/batches';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { queryText, requirePerson } from '../../web/request';
import { part, show } from '../../web/show';
import { visited } from '../hackathons/hackathons.visit';
import { ACCEPTED_FILES } from '../room-files/room-files.actions';
import { roomOfTeam } from '../rooms/rooms.actions';
import { FIRST, LATEST, placeQuery } from '../rooms/rooms.input';
import { hereIn } from '../rooms/rooms.live';
import { linesOf } from '../rooms/rooms.log.queries';
import { keepVisit } from '../rooms/rooms.queries';
import { keptLog, logHtml } from './mentoring.lines.view';
import { type AskedPage, framed, readRoomFrame, readRoomPages } from './mentoring.page.queries';
import { proposalView } from './mentoring.proposal.view';
import { roomView, type ShownRoom } from './mentoring.view';

const MOST = 50;
const NO_FORM = { values: {}, errors: {}, message: '' };

/** Pages that are asked for while statements are under way share the next one. */
const askPage = inBatchesOf(
  (deps: Deps, asked: AskedPage[]) => readRoomPages(deps.db, asked, deps.clock.offsetSeconds),
  MOST,
  ({ team, person }) => `${team} ${person}`,
);

/**
 * Throws NotFound for everybody who is not of this room. A room is made when it is first needed. `version`: of the
 * hackathon; what surrounds the room is read anew where it is not known.
 */
async function pageFor(deps: Deps, asked: AskedPage, version: string | undefined): Promise<ShownRoom> {
  const page = await askPage(deps, asked);
  if (!page?.role) throw new NotFound();
  const { id, head, role } = page;
  if (id === null || head === null) {
    await roomOfTeam(deps, deps.db, asked.team);
    return pageFor(deps, asked, version);
  }
  const read = () => readRoomFrame(deps.db, asked.team);
  const frame = version === undefined ? read() : deps.kept.get(`room frame ${asked.team}`, version, read);
  return Object.assign(framed(page, await frame), { id, head, role });
}

/** The number before which the lines of the page end: half a page after the one that is asked for. Above the log, one. */
export function untilOf(head: number, before?: number, around?: number): number {
  const until = around === undefined ? (before ?? LATEST) : around + Math.ceil(FIRST / 2);
  return until > head ? LATEST : until;
}

/** What stands around the talk, by the name of its view, each with all it shows. */
function surroundings(view: ReturnType<typeof roomView>, proposal: ReturnType<typeof proposalView>) {
  const { people, pins, help, strip, can, team, hackathon } = view;
  const room = { id: view.room.id, role: view.room.role };
  return {
    people: { people },
    pins: { pins },
    help: { help, strip, can, team, hackathon, room },
    proposal: { proposal, can, team },
    templates: { can: { talk: can.talk } },
  };
}

/** Parts that look as they did for this reader are not made again; a refused form stands in one of them. */
function partsOf(deps: Deps, req: Request, parts: Record<string, object>, reader: string) {
  const html: Record<string, string> = {};
  const ready: Record<string, Buffer> = {};
  for (const [name, locals] of Object.entries(parts)) {
    const make = () => part(req, `mentoring/_${name}`, { ...locals, form: req.form ?? NO_FORM });
    if (req.form) html[name] = make();
    else
      ready[name] = deps.kept.get(`${reader} ${name}`, JSON.stringify(locals), () =>
        Buffer.from(make()),
      ) as Buffer;
  }
  return { html, ready };
}

export async function showRoom(deps: Deps, req: Request, res: Response, teamId: string): Promise<void> {
  const person = requirePerson(req);
  const place = await visited(deps, req);
  const page = await pageFor(deps, { team: teamId, person: person.id }, place?.version);
  const asked = placeQuery.safeParse({
    before: queryText(req, 'before'),
    around: queryText(req, 'around'),
    reply: queryText(req, 'reply') ?? (String(req.form?.values.reply_to ?? '') || undefined),
  });
  const { before, around, reply } = asked.data ?? {};
  const until = untilOf(page.head, before, around);
  // Everything a line shows raises the number of the room or the version of the hackathon. The page of a refused
  // form knows no version.
  const state = place ? `${place.version} ${page.head}` : null;
  const readLines = () => linesOf(deps.db, page.id, until, FIRST);
  const room = `${page.id} ${until}`;
  const lines = await (state ? deps.kept.get(`lines ${room}`, state, readLines) : readLines());
  const seenAt = page.people.find((one) => one.id === person.id)?.seenAt;
  if (!seenAt || page.now.getTime() - new Date(seenAt).getTime() > 60_000)
    await keepVisit(deps.db, page.id, person.id, page.now, until === LATEST ? page.head : 0);
  const reader = { id: person.id, locale: req.locale, t: req.t };
  const view = roomView(reader, page, { lines, here: hereIn(deps, page.id), pageSize: FIRST });
  const { talk } = view.can;
  const changing = queryText(req, 'edit') ?? null;
  const log = {
    lines,
    zone: page.zone,
    now: page.now,
    talk,
    team: { id: page.team_id },
    changing,
    silenced: page.silenced,
  };
  const encoded =
    state && !changing && page.silenced.length === 0
      ? keptLog(deps.kept, req, reader, log, { room, state })
      : null;
  const parts = surroundings(view, proposalView(page, reader));
  const { html, ready } = partsOf(deps, req, parts, `room ${page.id} ${person.id} ${req.locale}`);
  if (encoded) ready.log = encoded;
  else html.log = logHtml(deps.kept, req, reader, log);
  const answered = lines.find((line) => line.id === reply && line.kind === 'message' && line.body !== null);
  const locals = {
    answered: answered && { id: answered.id, name: answered.author_name, body: answered.body },
    empty: lines.length === 0,
    html,
    changing,
    accepts: ACCEPTED_FILES,
    past: until !== LATEST,
    clientId: randomUUID(),
    live: true,
    ...view,
  };
  await show(req, res, 'mentoring/room', locals, { hackathonId: page.hackathon_id, ready });
}
