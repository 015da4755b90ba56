// The six steps with their dates and every change of them; organisers move, open and close phases here.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { movePhase } from './hackathons.actions';
import { organisersOnly } from './hackathons.guard';
import { moveInput } from './hackathons.input';
import { factsOf, hackathonBySlug, phaseChanges, rolesOf } from './hackathons.queries';
import { requireVisible } from './hackathons.rights';
import { newsOf, stepsView } from './hackathons.view';

const CHANGES_SHOWN = 100;

export function addSteps(site: Site, deps: Deps): void {
  site.get('/hackathons/:h/steps', { who: 'anyone' }, steps(deps));
  site.post(
    '/hackathons/:h/phases/:phase',
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(steps(deps), async (req, res) => {
      const person = requirePerson(req);
      const moved = await movePhase(deps, person, param(req, 'h'), param(req, 'phase'), read(moveInput, req));
      const more = { id: moved.changeId, said: 'hackathons.said.moved' };
      done(req, res, `/hackathons/${moved.hackathon.slug}/steps`, more);
    }),
  );
}

function steps(deps: Deps): RequestHandler {
  return async (req, res) => {
    const person = personOf(req);
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, person?.id ?? null) : [];
    requireVisible(hackathon, roles);
    const facts = await factsOf(deps.db, deps.clock, hackathon, person?.id ?? null);
    const changes = await phaseChanges(deps.db, hackathon.id, CHANGES_SHOWN);
    const locals = {
      hackathon,
      steps: stepsView(hackathon, facts.phases, facts.now, req),
      news: newsOf(changes, hackathon.zone, req),
      asked: param(req, 'phase'),
      can: { organise: roles.includes('organiser') },
    };
    await show(req, res, 'hackathons/steps', locals, { hackathonId: hackathon.id });
  };
}
