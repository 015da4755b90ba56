// The doors of recommendations: send a proposal, read the public page, answer it.
import type { Request, Response } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { challengeById } from '../challenges/challenges.queries';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, hackathonBySlug } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { versionById } from '../results/results.proposal.queries';
import { showPublished } from '../results/results.proposal.routes';
import { answersOf } from '../results/results.queries';
import { publishedProposal } from '../results/results.rights';
import { frozenCloth } from '../results/results.view';
import { answerRecommendation, sendRecommendation } from './recommendations.actions';
import { answerInput, sendInput } from './recommendations.input';
import { recommendationById } from './recommendations.queries';

export function recommendationsRoutes(deps: Deps): Site {
  const site = createSite('recommendations');

  site.post(
    '/submissions/:id/recommendation',
    { who: 'organiser', phase: 'follow-up' },
    orFormAgain(
      (req, res) => showPublished(deps, req, res, param(req, 'id')),
      async (req, res) => {
        const person = requirePerson(req);
        const made = await sendRecommendation(deps, person, param(req, 'id'), read(sendInput, req));
        const more = { id: made.id, made: true, said: 'recommendations.said.sent' };
        done(req, res, `/recommendations/${made.id}`, more);
      },
    ),
  );

  site.get('/recommendations/:id', { who: 'anyone' }, (req, res) => showOne(deps, req, res));
  site.post(
    '/recommendations/:id/answer',
    { who: 'authority', phase: 'follow-up' },
    orFormAgain(
      (req, res) => showOne(deps, req, res),
      async (req, res) => {
        const person = requirePerson(req);
        const answer = await answerRecommendation(deps, person, param(req, 'id'), read(answerInput, req));
        const more = { id: answer.id, decision: answer.decision, said: 'recommendations.said.answered' };
        done(req, res, `/recommendations/${answer.id}`, more);
      },
    ),
  );

  site.get('/hackathons/:h/recommendations', { who: 'anyone' }, (req, res) => showList(deps, req, res));
  return site;
}

async function showOne(deps: Deps, req: Request, res: Response): Promise<void> {
  const asked = await recommendationById(deps.db, param(req, 'id'));
  const hackathon = asked && (await hackathonById(deps.db, asked.hackathon_id));
  if (!asked || !hackathon) throw new NotFound();
  const person = personOf(req);
  const facts = await factsOf(deps.db, deps.clock, hackathon, person?.id ?? null);
  requireVisible(hackathon, facts.roles);
  const version = await versionById(deps.db, asked.version_id);
  const { entry } = await publishedProposal(deps.db, asked.submission_id);
  const verdict = mayNow(facts, 'answerRecommendation');
  const mine = person?.id === asked.authority_id && asked.decision === null;
  const locals = {
    hackathon,
    asked,
    version,
    entry,
    challenge: await challengeById(deps.db, version.challenge_id),
    now: facts.now,
    overdue: asked.decision === null && asked.answer_by <= facts.now,
    mayAnswer: mine && verdict.ok,
    tooLate: mine && !verdict.ok,
    html: { cloth: frozenCloth({ roster: version.roster }, 40) },
  };
  await show(req, res, 'results/recommendation', locals, { hackathonId: hackathon.id });
}

async function showList(deps: Deps, req: Request, res: Response): Promise<void> {
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, personOf(req)?.id ?? null));
  requireVisible(hackathon, facts?.roles ?? []);
  const { now } = facts!;
  const answers = await answersOf(deps.db, { hackathonId: hackathon.id });
  const locals = {
    hackathon,
    answers,
    now,
    counts: {
      sent: answers.length,
      answered: answers.filter((one) => one.decision !== null).length,
      overdue: answers.filter((one) => one.decision === null && one.answer_by <= now).length,
    },
  };
  await show(req, res, 'results/recommendations', locals, { hackathonId: hackathon.id });
}
