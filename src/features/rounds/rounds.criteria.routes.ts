// How it is judged: everybody reads it, organisers write it until the first sheet is handed in.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { directionOf } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { takeCriterionAway, writeCriterion } from './rounds.criteria.actions';
import { criterionInput, nothing } from './rounds.input';
import { levelsOf } from './rounds.policy';
import { criteriaOf, findRound, handedInCount } from './rounds.queries';
import { scaleOf, visibleHackathon } from './rounds.rights';
import { criteriaView, missingWords, USUAL_ROUND } from './rounds.view';

export function addCriteria(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => {
    const person = personOf(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person?.id ?? null);
    const round = await findRound(deps.db, hackathon.id);
    const scale = scaleOf(round ?? USUAL_ROUND);
    const criteria = criteriaView(round ? await criteriaOf(deps.db, round.id) : [], scale, hackathon, req);
    const locked = round ? round.locked_at !== null || (await handedInCount(deps.db, round.id)) > 0 : false;
    const locals = {
      hackathon,
      criteria,
      missing: missingWords(criteria, hackathon),
      values: levelsOf(scale),
      languages: hackathon.languages.map((tag) => ({ tag, dir: directionOf(tag) })),
      locked,
      can: { organise: facts.roles.includes('organiser') },
    };
    await show(req, res, 'jury/criteria', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/criteria', { who: 'anyone' }, page);
  site.post(
    '/hackathons/:h/criteria',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const input = read(criterionInput, req);
      const { hackathon, id, made } = await writeCriterion(deps, requirePerson(req), param(req, 'h'), input);
      const said = made ? 'jury.said.written' : 'jury.said.changed';
      done(req, res, `/hackathons/${hackathon.slug}/criteria#criterion-${id}`, { id, made, said });
    }),
  );
  site.post(
    '/hackathons/:h/criteria/:id/removal',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      read(nothing, req);
      const { hackathon } = await takeCriterionAway(
        deps,
        requirePerson(req),
        param(req, 'h'),
        param(req, 'id'),
      );
      done(req, res, `/hackathons/${hackathon.slug}/criteria`, { said: 'jury.said.removed' });
    }),
  );
}
