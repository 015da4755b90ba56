// What was said in the room of a team that became one with another: its people read it, and write nothing there.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { silencedOf } from '../messages/messages.silences.queries';
import { FIRST, placeQuery } from '../rooms/rooms.input';
import { linesOf } from '../rooms/rooms.log.queries';
import { roomByTeam } from '../rooms/rooms.queries';
import { findTeam } from '../teams/teams.held.actions';
import { sitsWhereItWent } from '../teams/teams.merged.queries';
import { logHtml } from './mentoring.lines.view';
import { untilOf } from './mentoring.room.routes';

export async function showPastTalk(deps: Deps, req: Request, res: Response): Promise<void> {
  const person = requirePerson(req);
  const { team, hackathon } = await findTeam(deps.db, param(req, 'id'), person);
  if (!(await sitsWhereItWent(deps.db, team.id, person.id))) throw new NotFound();
  const room = await roomByTeam(deps.db, team.id, person.id);
  const asked = placeQuery.safeParse({ before: queryText(req, 'before'), around: queryText(req, 'around') });
  const until = untilOf(room?.head ?? 0, asked.data?.before, asked.data?.around);
  const lines = room?.id ? await linesOf(deps.db, room.id, until, FIRST) : [];
  const reader = { id: person.id, locale: req.locale, t: req.t };
  const log = logHtml(deps.kept, req, reader, {
    lines,
    zone: hackathon.zone,
    now: await deps.clock.now(deps.db),
    talk: 'past',
    team: { id: team.id },
    changing: null,
    silenced: await silencedOf(deps.db, person.id),
  });
  const older = lines.length === FIRST && lines[0]!.seq > 1 ? `?before=${lines[0]!.seq}` : null;
  const newer =
    room?.head && lines.length > 0 && lines.at(-1)!.seq < room.head ? `/teams/${team.id}/talk` : null;
  await show(
    req,
    res,
    'mentoring/past',
    { team: { id: team.id, name: team.name }, html: { log }, older, newer },
    { hackathonId: hackathon.id },
  );
}
