// A published proposal for everybody, and what the jury says to its team for the team.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { challengeById } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, peopleWithRole } from '../hackathons/hackathons.queries';
import { answerBy } from '../hackathons/hackathons.view';
import { mayObject } from './results.objections.policy';
import { objectionOfTeam } from './results.objections.queries';
import { showsBands } from './results.policy';
import { versionById } from './results.proposal.queries';
import { answersOf, entriesOf } from './results.queries';
import { publishedProposal, teamsOwnResult } from './results.rights';
import { frozenCloth, plain, pointsOf, profileView, standingView, wordsId } from './results.view';

export function proposalRoutes(deps: Deps, site: Site): void {
  site.get('/submissions/:id/published', { who: 'anyone' }, (req, res) =>
    showPublished(deps, req, res, param(req, 'id')),
  );
  site.get('/teams/:id/feedback', { who: ['member', 'expert', 'organiser'] }, (req, res) =>
    showFeedback(deps, req, res),
  );
}

/** The frozen proposal with the team as its author; members and files are not named here. */
export async function showPublished(
  deps: Deps,
  req: Request,
  res: Response,
  submissionId: string,
): Promise<void> {
  const { hackathon, publication, ranking, entry } = await publishedProposal(deps.db, submissionId);
  const all = await entriesOf(deps.db, [ranking.id]);
  const version = await versionById(deps.db, entry.version_id);
  const facts = await factsOf(deps.db, deps.clock, hackathon, personOf(req)?.id ?? null);
  const maySend = mayNow(facts, 'sendRecommendation').ok;
  const locals = {
    hackathon,
    entry,
    version,
    challenge: await challengeById(deps.db, entry.challenge_id),
    bands: showsBands(publication, all),
    bandCount: new Set(all.filter((one) => one.place !== null).map((one) => one.band)).size,
    prizes: publication.prizes.filter((one) => one.submission === submissionId),
    score: entry.score === null ? null : pointsOf(entry.score, ranking.scale, req.locale),
    scale: { min: plain(ranking.scale.min, req.locale), max: plain(ranking.scale.max, req.locale) },
    answers: await answersOf(deps.db, { submissionId }),
    now: facts.now,
    authorities: maySend ? await peopleWithRole(deps.db, hackathon.id, 'authority') : null,
    html: { cloth: frozenCloth(entry, 40) },
  };
  await show(req, res, 'results/proposal', locals, { hackathonId: hackathon.id });
}

export async function showFeedback(deps: Deps, req: Request, res: Response): Promise<void> {
  const person = requirePerson(req);
  const own = await teamsOwnResult(deps.db, param(req, 'id'), person.id);
  const { hackathon, publication, ranking, entry } = own;
  const facts = await factsOf(deps.db, deps.clock, hackathon, person.id);
  const all = await entriesOf(deps.db, [ranking.id]);
  const objection = await objectionOfTeam(deps.db, entry.team_id);
  const locals = {
    hackathon,
    publication,
    entry,
    words: [...entry.feedback.jury, ...(entry.feedback.chair ? [entry.feedback.chair] : [])].map((text) => ({
      text,
      id: wordsId(entry.submission_id, text),
    })),
    member: own.member,
    challenge: await challengeById(deps.db, entry.challenge_id),
    score: entry.score === null ? null : pointsOf(entry.score, ranking.scale, req.locale),
    scale: {
      ...ranking.scale,
      words: { min: plain(ranking.scale.min, req.locale), max: plain(ranking.scale.max, req.locale) },
    },
    standing: standingView(entry, all, showsBands(publication, all)),
    adjusted: ranking.method === 'calibrated',
    prizes: publication.prizes.filter((one) => one.submission === entry.submission_id),
    /** Between the team and the organisers: an adviser reads the jury's words, not these. */
    objection: (own.member || facts.roles.includes('organiser')) && objection ? objection : null,
    mayObject: own.member ? mayObject(publication, objection, facts.now) : null,
    profile: profileView(ranking, entry, req.locale),
    answers: await answersOf(deps.db, { submissionId: entry.submission_id }),
    answerBy: answerBy(facts.phases, facts.now),
    now: facts.now,
    html: { cloth: frozenCloth(entry, 46) },
  };
  await show(req, res, 'results/feedback', locals, { hackathonId: hackathon.id });
}
