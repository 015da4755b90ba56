// The page door of mergers: offers and answers of captains, and what stands about them on a team's page.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { part } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import type { OfTeam } from '../teams/teams.view';
import { acceptMerger, mergerFor, offerMerger, refuseMerger, withdrawMerger } from './mergers.actions';
import { offerInput } from './mergers.input';
import { partnersOf, SHOWN } from './mergers.policy';
import { mergeableTeams, openMergersOf } from './mergers.queries';
import { partnerView } from './mergers.view';

/** For a member: a part of the team's page, empty where nothing waits and nothing is to be offered. */
export async function mergersPart(deps: Deps, req: Request, given: OfTeam): Promise<string> {
  const { team, hackathon, facts, members } = given;
  if (team.archived_at || !mayNow({ ...facts, roles: ['participant'] }, 'formTeams').ok) return '';
  const own = requirePerson(req).id;
  const captain = members.some((member) => member.id === own && member.captain);
  const open = await openMergersOf(deps.db, team.id);
  const size = { min: hackathon.seats_min, max: hackathon.seats_max };
  const small = members.length < size.min;
  const teams = captain && small ? await mergeableTeams(deps.db, hackathon.id, size.max) : [];
  const self = teams.find((one) => one.id === team.id);
  const others = teams.filter(({ id }) => !open.some((one) => one.team_id === id || one.into_id === id));
  const partners = self && !self.handed_in ? partnersOf(self, others, size, SHOWN) : [];
  if (open.length === 0 && partners.length === 0) return '';
  return part(req, 'mergers/_mergers', {
    teamId: team.id,
    teamName: team.name,
    captain,
    missing: size.min - members.length,
    received: open.filter((one) => one.into_id === team.id),
    made: open.filter((one) => one.team_id === team.id),
    partners: partners.map((partner) => partnerView(req, partner)),
  });
}

/** `page`: of the team, shown again where an act on it was refused. */
export function mergersRoutes(deps: Deps, page: RequestHandler): Site {
  const site = createSite('mergers');
  const pageOfOwn: RequestHandler = async (req, res, next) => {
    const { team_id, into_id } = await mergerFor(deps, requirePerson(req), param(req, 'id'));
    req.params.id = req.path.endsWith('/withdrawal') ? team_id : into_id;
    return page(req, res, next);
  };
  site.post(
    '/teams/:id/mergers',
    { who: 'captain', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const id = param(req, 'id');
      const made = await offerMerger(deps, requirePerson(req), id, read(offerInput, req));
      done(req, res, `/teams/${id}`, { id: made.id, made: true, said: 'mergers.said.offered' });
    }),
  );
  const acts = [
    { path: 'acceptance', who: 'captain', phase: 'teams', run: acceptMerger, said: 'mergers.said.accepted' },
    { path: 'refusal', who: 'captain', phase: undefined, run: refuseMerger, said: 'mergers.said.refused' },
    {
      path: 'withdrawal',
      who: 'captain',
      phase: undefined,
      run: withdrawMerger,
      said: 'mergers.said.withdrawn',
    },
  ] as const;
  for (const { path, who, phase, run, said } of acts)
    site.post(
      `/mergers/:id/${path}`,
      { who, ...(phase ? { phase } : {}) },
      orFormAgain(pageOfOwn, async (req, res) => {
        read(noFields, req);
        const id = param(req, 'id');
        const { teamId } = await run(deps, requirePerson(req), id);
        done(req, res, `/teams/${teamId}`, { id, said });
      }),
    );
  return site;
}
