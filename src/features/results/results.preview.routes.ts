// The organiser's page before publishing: what is missing, what the order would be, and the one button.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { feedbackState, roundInput } from '../jury/jury.results.queries';
import { criteriaOf, findRound } from '../jury/jury.round.queries';
import { jurorCount, protocolIsPublic, sheetCount } from './results.policy';
import { writeProtocol } from './results.protocol';
import { publicationsOf, sheetsMissing } from './results.queries';
import { points } from './results.view';

export async function showPreview(deps: Deps, req: Request, res: Response): Promise<void> {
  const person = requirePerson(req);
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, person.id));
  requireOrganiser(hackathon, facts?.roles ?? []);
  const publications = await publicationsOf(deps.db, hackathon.id);
  const words = await feedbackState(deps.db, hackathon.id);
  const right = mayNow(facts!, 'publishResults');
  const round = await roundState(deps, hackathon);
  const seesOrder = mayNow(facts!, 'seeAllSheets').ok;
  const names = new Map(words.map((one) => [one.submission, one.team.name]));
  const locals = {
    hackathon,
    publications,
    right,
    handedIn: words.length,
    without: words.filter((one) => !one.enough),
    unjudged: round ? round.unranked.map((id) => names.get(id) ?? '') : [...names.values()],
    missing: round?.missing ?? [],
    criteria: round?.criteria ?? 0,
    jurors: round?.jurors ?? 0,
    sheets: round?.sheets ?? 0,
    openProtocol: round !== undefined && protocolIsPublic(round),
    order: seesOrder
      ? (round?.entries ?? []).map((entry) => ({
          place: entry.place,
          team: names.get(entry.submission) ?? '',
          score: points(entry.score, req.locale),
          sheets: entry.sheets,
        }))
      : null,
    ready: right.ok && words.length > 0 && (round?.criteria ?? 0) > 0 && words.every((one) => one.enough),
  };
  await show(req, res, 'results/publication', locals, { hackathonId: hackathon.id });
}

async function roundState(deps: Deps, hackathon: HackathonRow) {
  const round = await findRound(deps.db, hackathon.id);
  if (!round) return undefined;
  const criteria = await criteriaOf(deps.db, round.id);
  const input = await roundInput(deps.db, round.id);
  const at = await deps.clock.now(deps.db);
  const { ranking } = writeProtocol(input, { hackathon: '', publication: 0, publishedAt: at, reason: '' });
  return {
    entries: ranking.entries,
    unranked: ranking.unranked,
    criteria: criteria.length,
    jurors: jurorCount(input.scores),
    sheets: sheetCount(input.scores),
    missing: await sheetsMissing(deps.db, round.id),
  };
}
