// The chair's words for teams whose sheets say too little.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { pageStart, param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { hackathonById } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { requirePublisher } from '../jury/jury.rights';
import { deliberationBegan, judgingBegan } from '../rounds/rounds.policy';
import { visibleHackathon } from '../rounds/rounds.rights';
import { submissionById } from '../submissions/submissions.queries';
import { writeJuryFeedback } from './sheets.feedback.actions';
import { feedbackInput } from './sheets.input';
import { feedbackState } from './sheets.results.queries';

/** Proposals a page, each with its form. */
const WORDS_ROWS = 20;

export function addWords(site: Site, deps: Deps): void {
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
        const at = `/hackathons/${hackathon.slug}/jury-feedback?proposal=${id}#team-${id}`;
        done(req, res, at, { id, said: 'jury.said.feedback' });
      },
    ),
  );
}

/** Counts and the chair's own words; what the sheets say stays closed until deliberation. */
function feedbackPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireOrganiser(hackathon, facts.roles);
    await requirePublisher(deps.db, hackathon.id, person.id, facts);
    const all = await feedbackState(deps.db, hackathon.id);
    // Who lacks words comes first.
    const states = all.toSorted((a, b) => Number(a.enough) - Number(b.enough));
    const asked = req.params.id ?? queryText(req, 'proposal');
    const at = states.findIndex((state) => state.submission === asked);
    const start = at < 0 ? pageStart(req) : at - (at % WORDS_ROWS);
    const from = start < states.length ? start : 0;
    const locals = {
      hackathon,
      states: states.slice(from, from + WORDS_ROWS),
      page: { from, size: WORDS_ROWS, all: states.length },
      asked: req.params.id ?? '',
      lacking: states.filter((state) => !state.enough).length,
      open: judgingBegan(facts),
      deliberation: deliberationBegan(facts),
    };
    await show(req, res, 'jury/feedback', locals, { hackathonId: hackathon.id });
  };
}
