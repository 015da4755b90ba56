// How the jury works, for everybody and in plain words: what is scored, how it is counted, what is published.
import type { Deps } from '../../deps';
import { param, personOf } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { resultsPublishedAt } from '../hackathons/hackathons.statistics.queries';
import { frozenSince } from './rounds.policy';
import { criteriaOf, findRound } from './rounds.queries';
import { scaleOf, visibleHackathon } from './rounds.rights';
import { criteriaView, USUAL_ROUND } from './rounds.view';

export function addMethod(site: Site, deps: Deps): void {
  site.get('/hackathons/:h/jury/method', { who: 'anyone' }, async (req, res) => {
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), personOf(req)?.id ?? null);
    const found = await findRound(deps.db, hackathon.id);
    const round = found ?? USUAL_ROUND;
    const scale = scaleOf(round);
    const locals = {
      hackathon,
      round,
      scale,
      criteria: criteriaView(found ? await criteriaOf(deps.db, found.id) : [], scale, hackathon, req),
      frozenAt: frozenSince(found, facts),
      opens: facts.phases.find((phase) => phase.key === 'judging')?.opens ?? null,
      published: await resultsPublishedAt(deps.db, hackathon.id),
      can: { organise: facts.roles.includes('organiser') },
    };
    await show(req, res, 'rounds/method', locals, { hackathonId: hackathon.id });
  });
}
