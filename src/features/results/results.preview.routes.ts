// The organiser's page before publishing: what is missing, what the order would be, and the one button.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { requirePublisher } from '../jury/jury.rights';
import { deliberationBegan } from '../rounds/rounds.policy';
import { feedbackState } from '../sheets/sheets.results.queries';
import { announcementOf } from './results.announcement.queries';
import { previewRound } from './results.freezing.actions';
import { objectionsOf } from './results.objections.queries';
import { protocolIsPublic } from './results.policy';
import { publicationsOf } from './results.queries';
import { points } from './results.view';

export async function showPreview(deps: Deps, req: Request, res: Response): Promise<void> {
  const person = requirePerson(req);
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, person.id));
  requireOrganiser(hackathon, facts?.roles ?? []);
  await requirePublisher(deps.db, hackathon.id, person.id, facts!);
  const publications = await publicationsOf(deps.db, hackathon.id);
  const words = await feedbackState(deps.db, hackathon.id);
  const right = mayNow(facts!, 'publishResults');
  const round = await previewRound(deps, hackathon.id);
  const seesOrder = mayNow(facts!, 'seeAllSheets').ok;
  const missed = round?.final?.missing ?? null;
  const late = missed !== null && deliberationBegan(facts!);
  const names = new Map(words.map((one) => [one.submission, one.team.name]));
  const locals = {
    hackathon,
    publications,
    announcing: (await announcementOf(deps.db, hackathon.id)) !== undefined,
    /** Those a correction may name. */
    objections: (await objectionsOf(deps.db, hackathon.id)).filter(
      (one) => one.outcome === 'upheld' || one.outcome === 'partly',
    ),
    right,
    handedIn: words.length,
    without: words.filter((one) => !one.enough),
    unjudged: round ? round.unranked.map((id) => names.get(id) ?? '') : [...names.values()],
    missing: round?.missing ?? [],
    /** Null with one stage. */
    final: round?.final ?? null,
    /** Nothing can be read any more: it is published with a reason, or not at all. */
    late,
    criteria: round?.criteria ?? 0,
    jurors: round?.jurors ?? 0,
    sheets: round?.sheets ?? 0,
    openProtocol: round !== undefined && protocolIsPublic(round),
    orders: seesOrder
      ? (round?.parts ?? []).map(({ challenge, entries }) => ({
          title: challenge?.title ?? null,
          lines: entries.map((entry) => ({
            place: entry.place,
            team: names.get(entry.submission) ?? '',
            score: points(entry.score, req.locale),
            sheets: entry.sheets,
          })),
        }))
      : [],
    ready:
      right.ok &&
      words.length > 0 &&
      (round?.criteria ?? 0) > 0 &&
      words.every((one) => one.enough) &&
      (missed === null || late),
  };
  await show(req, res, 'results/publication', locals, { hackathonId: hackathon.id });
}
