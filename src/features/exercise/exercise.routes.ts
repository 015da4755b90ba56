// The exercise of the jury: two examples, everybody's scores on them side by side, a short talk. It never counts.
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { jurorsOf } from '../jury/jury.jurors.queries';
import { judgingOver } from '../rounds/rounds.policy';
import { criteriaOf, findRound } from '../rounds/rounds.queries';
import { requireRole, scaleOf, visibleHackathon } from '../rounds/rounds.rights';
import { criteriaView } from '../rounds/rounds.view';
import { remark, scoreSample, writeSample } from './exercise.actions';
import { remarkInput, sampleInput, sampleScoresInput } from './exercise.input';
import { seesAll } from './exercise.policy';
import { remarksOf, sampleScoresOf, samplesOf } from './exercise.queries';
import { SAMPLES, type SampleNumber } from './exercise.tables';
import { comparisonView, samplesView } from './exercise.view';

const sampleNumber = z.coerce.number().pipe(z.union(SAMPLES.map((number) => z.literal(number))));

function numberOf(req: Request): SampleNumber {
  const number = sampleNumber.safeParse(param(req, 'number'));
  if (!number.success) throw new NotFound();
  return number.data;
}

export function exerciseRoutes(deps: Deps): Site {
  const site = createSite('exercise');
  const page = exercisePage(deps);
  site.get('/hackathons/:h/exercise', { who: ['juror', 'organiser'] }, page);
  site.post(
    '/hackathons/:h/exercise/:number',
    { who: 'juror' },
    orFormAgain(page, async (req, res) => {
      const slug = param(req, 'h');
      const number = numberOf(req);
      const { left } = await scoreSample(
        deps,
        requirePerson(req),
        slug,
        number,
        read(sampleScoresInput, req),
      );
      const said = left > 0 ? 'exercise.said.next' : 'exercise.said.done';
      done(req, res, `/hackathons/${slug}/exercise`, { made: true, left, said });
    }),
  );
  site.post(
    '/hackathons/:h/exercise/:number/text',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const slug = param(req, 'h');
      await writeSample(deps, requirePerson(req), slug, numberOf(req), read(sampleInput, req));
      done(req, res, `/hackathons/${slug}/exercise`, { said: 'exercise.said.written' });
    }),
  );
  site.post(
    '/hackathons/:h/remarks',
    { who: ['juror', 'organiser'] },
    orFormAgain(page, async (req, res) => {
      const slug = param(req, 'h');
      const { id } = await remark(deps, requirePerson(req), slug, read(remarkInput, req).text);
      done(req, res, `/hackathons/${slug}/exercise#talk`, { id, made: true, said: 'exercise.said.remark' });
    }),
  );
  return site;
}

function exercisePage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireRole(facts, 'juror', 'organiser');
    const round = await findRound(db, hackathon.id);
    const criteria = round
      ? criteriaView(await criteriaOf(db, round.id), scaleOf(round), hackathon, req)
      : [];
    const all = await sampleScoresOf(db, hackathon.id);
    const scored = SAMPLES.filter((number) =>
      all.some((one) => one.number === number && one.juror_id === person.id),
    );
    const open = seesAll(facts.roles, scored);
    const jurors = await jurorsOf(db, hackathon.id);
    const through = (juror: string) =>
      SAMPLES.every((number) => all.some((one) => one.number === number && one.juror_id === juror));
    const samples = samplesView(await samplesOf(db, hackathon.id), hackathon.languages, req);
    const over = judgingOver(facts, round?.locked_at ?? null);
    const next = SAMPLES.find((number) => !scored.includes(number)) ?? null;
    const asked = Number(queryText(req, 'edit') ?? (req.path.endsWith('/text') ? param(req, 'number') : ''));
    const locals = {
      hackathon,
      criteria,
      samples,
      next: facts.roles.includes('juror') && !over && criteria.length > 0 ? next : null,
      open,
      over,
      // Before both are scored not even who gave what to the first one.
      comparison: open ? comparisonView(all, criteria) : [],
      remarks: open ? await remarksOf(db, hackathon.id) : [],
      waiting: jurors.filter((one) => !one.stopped_at && !through(one.id)).map((one) => one.display_name),
      can: { organise: facts.roles.includes('organiser'), judge: facts.roles.includes('juror') },
      editable: SAMPLES.filter((number) => !all.some((one) => one.number === number)),
      editing: SAMPLES.find((number) => number === asked) ?? null,
    };
    await show(req, res, 'exercise/exercise', locals, { hackathonId: hackathon.id });
  };
}
