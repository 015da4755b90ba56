// The final of a round with two stages: organisers open it and see who is in it. Nobody else does.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { mayAssign } from '../jury/jury.policy';
import { requireNoInterest } from '../jury/jury.rights';
import { finalOf } from '../rounds/rounds.finals.queries';
import { nothing } from '../rounds/rounds.input';
import { finalPlaces, judgingBegan } from '../rounds/rounds.policy';
import { findRound } from '../rounds/rounds.queries';
import { visibleHackathon } from '../rounds/rounds.rights';
import { openFinal } from './finals.actions';
import { firstRound, inFinal } from './finals.queries';

export function finalsRoutes(deps: Deps): Site {
  const site = createSite('finals');
  const page = finalPage(deps);
  site.get('/hackathons/:h/final', { who: 'organiser' }, page);
  site.post(
    '/hackathons/:h/final',
    { who: 'organiser', phase: 'judging' },
    orFormAgain(page, async (req, res) => {
      read(nothing, req);
      const { hackathon, finalists } = await openFinal(deps, requirePerson(req), param(req, 'h'));
      done(req, res, `/hackathons/${hackathon.slug}/final`, { finalists, said: 'finals.said.opened' });
    }),
  );
  return site;
}

function finalPage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { db } = deps;
    const person = requirePerson(req);
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), person.id);
    requireOrganiser(hackathon, facts.roles);
    await requireNoInterest(db, hackathon.id, person.id);
    const round = await findRound(db, hackathon.id);
    const final = round && (await finalOf(db, round.id));
    const state = round && (await firstRound(db, round));
    const each = round ? round.sheets_each + round.final_sheets : 0;
    const locals = {
      hackathon,
      round: round ?? null,
      final: final ?? null,
      state: state ?? { proposals: 0, open: 0, unread: 0 },
      places: round && state ? finalPlaces(state.proposals, round.final_one_in) : 0,
      each,
      rows: final ? await inFinal(db, final.round_id) : [],
      now: judgingBegan(facts) && mayAssign(facts) && !round?.locked_at,
    };
    await show(req, res, 'finals/final', locals, { hackathonId: hackathon.id });
  };
}
