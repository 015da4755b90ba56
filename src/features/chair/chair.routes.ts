// The chair's desk: who is how far, whom to remind, what to talk about. For organisers only, never stored.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { listOf } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { pageStart, param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { allConflicts } from '../jury/jury.conflicts.queries';
import { requireNoInterest } from '../jury/jury.rights';
import { deliberationBegan, judgingBegan } from '../rounds/rounds.policy';
import { criteriaOf, roundOf } from '../rounds/rounds.queries';
import { scaleOf, visibleHackathon } from '../rounds/rounds.rights';
import { criteriaView } from '../rounds/rounds.view';
import { handedInSubmissions } from '../submissions/submissions.queries';
import { remindJurors } from './chair.actions';
import { reminderInput } from './chair.input';
import { chairLines, remindersOf } from './chair.queries';
import { standingsOf } from './chair.standing';
import { MATRIX_ROWS, matrixView, readingView, type Speech } from './chair.view';

export function chairRoutes(deps: Deps): Site {
  const site = createSite('chair');
  const page = chairPage(deps);
  site.get('/hackathons/:h/chair', { who: 'organiser' }, page);
  site.post(
    '/hackathons/:h/jury-reminders',
    { who: 'organiser', phase: 'judging' },
    orFormAgain(page, async (req, res) => {
      const { hackathon, told } = await remindJurors(
        deps,
        requirePerson(req),
        param(req, 'h'),
        read(reminderInput, req),
      );
      done(req, res, `/hackathons/${hackathon.slug}/chair#jurors`, { told, said: 'chair.said.reminded' });
    }),
  );
  return site;
}

function chairPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireOrganiser(hackathon, facts.roles);
    await requireNoInterest(db, hackathon.id, person.id);
    const round = await roundOf(db, hackathon.id);
    const submissions = await handedInSubmissions(db, hackathon.id);
    const lines = await chairLines(db, round.id);
    const barred = new Set(
      (await allConflicts(db, hackathon.id)).map((pair) => `${pair.juror_id} ${pair.team_id}`),
    );
    const locked = deliberationBegan(facts);
    const criteria = criteriaView(await criteriaOf(db, round.id), scaleOf(round), hackathon, req);
    const speech: Speech = {
      ...speaks(req),
      teams: new Map(submissions.map((one) => [one.id, one.team])),
      jurors: new Map(lines.map((line) => [line.juror_id, line.juror])),
      criteria: new Map(criteria.map((one) => [one.id, one.title.text])),
    };
    const scoring = mayNow({ ...facts, roles: ['juror'] }, 'scoreSheets').ok && !locked;
    const locals = {
      hackathon,
      method: round.method,
      rows: MATRIX_ROWS,
      matrix: matrixView({
        submissions,
        lines,
        barred,
        reminders: await remindersOf(db, hackathon.id),
        now: facts.now,
        from: pageStart(req),
      }),
      readings: judgingBegan(facts)
        ? (await standingsOf(db, round)).map((standing) => readingView(standing, speech, locked))
        : null,
      deliberation: locked,
      scoring,
      now: facts.now,
    };
    await show(req, res, 'chair/desk', locals, { hackathonId: hackathon.id });
  };
}

function speaks(req: Request): Pick<Speech, 'locale' | 't' | 'list'> {
  return { locale: req.locale, t: req.t, list: (items) => listOf(items, req.locale) };
}
