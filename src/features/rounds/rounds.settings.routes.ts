// The settings of a round: organisers write them until judging opens.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { peopleWithRole } from '../hackathons/hackathons.queries';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { handedInSubmissions } from '../submissions/submissions.queries';
import { settingsInput } from './rounds.input';
import { finalPlaces, frozenSince } from './rounds.policy';
import { findRound } from './rounds.queries';
import { visibleHackathon } from './rounds.rights';
import { settleRound } from './rounds.settings.actions';
import { USUAL_ROUND } from './rounds.view';

export function addSettings(site: Site, deps: Deps): void {
  const page: RequestHandler = async (req, res) => {
    const { hackathon, facts } = await visibleHackathon(deps, param(req, 'h'), requirePerson(req).id);
    requireOrganiser(hackathon, facts.roles);
    const [found, submissions, jurors] = await Promise.all([
      findRound(deps.db, hackathon.id),
      handedInSubmissions(deps.db, hackathon.id),
      peopleWithRole(deps.db, hackathon.id, 'juror'),
    ]);
    const round = found ?? USUAL_ROUND;
    const proposals = submissions.length;
    const sheets =
      proposals * round.sheets_each +
      (round.stages === 2 ? finalPlaces(proposals, round.final_one_in) * round.final_sheets : 0);
    const locals = {
      hackathon,
      round,
      frozenAt: frozenSince(found, facts),
      load: {
        proposals,
        jurors: jurors.length,
        each: jurors.length > 0 ? Math.ceil(sheets / jurors.length) : 0,
      },
    };
    await show(req, res, 'rounds/settings', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/round', { who: 'organiser' }, page);
  site.post(
    '/hackathons/:h/round',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const input = read(settingsInput, req);
      const { hackathon } = await settleRound(deps, requirePerson(req), param(req, 'h'), input);
      done(req, res, `/hackathons/${hackathon.slug}/round`, { said: 'rounds.said.settled' });
    }),
  );
}
