// When judging is over: all sheets side by side for jury and organisers, and the chair's words for teams.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { hackathonById } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { allConflicts } from '../jury/jury.conflicts.queries';
import { deliberationBegan, judgingBegan } from '../rounds/rounds.policy';
import { criteriaOf, roundOf } from '../rounds/rounds.queries';
import { requireRole, scaleOf, visibleHackathon } from '../rounds/rounds.rights';
import { criteriaView } from '../rounds/rounds.view';
import { handedInSubmissions, submissionById } from '../submissions/submissions.queries';
import { writeJuryFeedback } from './sheets.feedback.actions';
import { feedbackInput } from './sheets.input';
import { sheetsForDeliberation } from './sheets.queries';
import { feedbackState } from './sheets.results.queries';
import { deliberationView } from './sheets.view';

export function addDeliberation(site: Site, deps: Deps): void {
  site.get('/hackathons/:h/deliberation', { who: ['juror', 'organiser'] }, async (req, res) => {
    const { db } = deps;
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), requirePerson(req).id);
    requireRole(facts, 'juror', 'organiser');
    if (!deliberationBegan(facts)) throw new Forbidden('jury.refused.notYet');
    const round = await roundOf(db, hackathon.id);
    const criteria = criteriaView(await criteriaOf(db, round.id), scaleOf(round), hackathon, req);
    const pairs = await allConflicts(db, hackathon.id);
    const barred = new Set(pairs.map((pair) => `${pair.juror_id} ${pair.team_id}`));
    const locals = {
      hackathon,
      rows: deliberationView(
        await handedInSubmissions(db, hackathon.id),
        await sheetsForDeliberation(db, round.id),
        criteria,
        barred,
      ),
      can: { organise: facts.roles.includes('organiser') },
    };
    await show(req, res, 'jury/deliberation', locals, { hackathonId: hackathon.id });
  });

  const page = feedbackPage(deps);
  site.get('/hackathons/:h/jury-feedback', { who: 'organiser' }, page);
  site.post(
    '/submissions/:id/jury-feedback',
    { who: 'organiser' },
    orFormAgain(
      async (req, res, next) => {
        const submission = await submissionById(deps.db, param(req, 'id'));
        const hackathon = submission && (await hackathonById(deps.db, submission.hackathon_id));
        req.params.h = hackathon?.slug ?? '';
        await page(req, res, next);
      },
      async (req, res) => {
        const { text } = read(feedbackInput, req);
        const id = param(req, 'id');
        const { hackathon } = await writeJuryFeedback(deps, requirePerson(req), id, text);
        const at = `/hackathons/${hackathon.slug}/jury-feedback#team-${id}`;
        done(req, res, at, { id, said: 'jury.said.feedback' });
      },
    ),
  );
}

/** Counts and the chair's own words; what the sheets say stays closed until deliberation. */
function feedbackPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), requirePerson(req).id);
    requireOrganiser(hackathon, facts.roles);
    const states = await feedbackState(deps.db, hackathon.id);
    const locals = {
      hackathon,
      states,
      asked: param(req, 'id'),
      lacking: states.filter((state) => !state.enough).length,
      open: judgingBegan(facts),
      deliberation: deliberationBegan(facts),
    };
    await show(req, res, 'jury/feedback', locals, { hackathonId: hackathon.id });
  };
}
