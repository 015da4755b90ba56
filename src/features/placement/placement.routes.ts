// Nobody is left alone: the page on which organisers see who has no team, and place them by hand or by a plan.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import { requireOrganiser } from '../hackathons/hackathons.rights';
import { mergeTeams } from '../mergers/mergers.actions';
import { mergeInput } from '../mergers/mergers.input';
import { pairsOf } from '../mergers/mergers.policy';
import { mergeableTeams } from '../mergers/mergers.queries';
import { partnerView } from '../mergers/mergers.view';
import { hackathonOf } from '../teams/teams.list.routes';
import { applyPlan } from './placement.apply.actions';
import { dropDraft, planAll, planOne } from './placement.draft.actions';
import { moveInput, personInput, planInput } from './placement.input';
import { placePerson } from './placement.person.actions';
import { newTeamsOf, outcomesOf, plansOf } from './placement.plan.queries';
import { offersAt } from './placement.policy';
import { countsOf, openTeams, PAGE, pageOfTeamless, SHOWN } from './placement.queries';
import { undoPlan } from './placement.undo.actions';
import { leftIn, personView, warningsOf } from './placement.view';

/** Teams on one page. */
const TEAMS = 24;
/** Teams that are too small on one page. */
const SMALL = 8;

export function placementRoutes(deps: Deps): Site {
  const site = createSite('placement');
  const page = peoplePage(deps);
  site.get('/hackathons/:h/people-without-team', { who: 'organiser' }, page);
  handRoutes(site, deps, page);
  planRoutes(site, deps, page);
  return site;
}

async function organised(deps: Deps, req: Request) {
  const { hackathon, facts } = await hackathonOf(deps, req);
  requireOrganiser(hackathon, facts.roles);
  return { hackathon, facts, location: `/hackathons/${hackathon.slug}/people-without-team` };
}
type Organised = Awaited<ReturnType<typeof organised>>;

/** The page `name` of the address, of `size` items each; `count`: of all items. */
function turned(req: Request, name: string, { size, count }: { size: number; count: number }) {
  const page = Math.max(0, Math.floor(Number(queryText(req, name)) || 0));
  return {
    of: <T>(items: readonly T[]): T[] => items.slice(page * size, (page + 1) * size),
    earlier: page > 0 ? page - 1 : null,
    later: (page + 1) * size < count ? page + 1 : null,
  };
}

/** A page of the teams that stay too small, each with its best partner. People whom the draft gives a seat count:
 * a team that it fills needs no other. */
async function smallTeams(
  deps: Deps,
  req: Request,
  { hackathon, location }: Organised,
  planned: ReadonlyMap<string, number>,
) {
  const size = { min: hackathon.seats_min, max: hackathon.seats_max };
  const now = await mergeableTeams(deps.db, hackathon.id, size.max);
  const all = now.map((team) => ({ ...team, taken: team.taken + (planned.get(team.id) ?? 0) }));
  const small = all.filter((team) => team.taken < size.min);
  const { of, earlier, later } = turned(req, 'small', { size: SMALL, count: small.length });
  const href = (page: number | null) => (page === null ? null : `${location}?small=${page}#small`);
  return {
    smallCount: small.length,
    small: pairsOf(of(small), all, size).map(({ team, partner }) => ({
      team,
      planned: planned.has(team.id),
      partner: partner && partnerView(req, partner),
    })),
    earlierSmall: href(earlier),
    laterSmall: href(later),
  };
}

/** The draft, the plan that was applied last, and new teams of the draft. */
async function plansIn(deps: Deps, req: Request, hackathonId: string) {
  const plans = await plansOf(deps.db, hackathonId);
  const draft = plans.find((plan) => plan.state === 'draft');
  const applied = plans.find((plan) => plan.state === 'applied');
  const newTeams = await newTeamsOf(deps.db, draft?.id ?? '');
  const outcomes = await outcomesOf(deps.db, applied?.id ?? '');
  return {
    draft,
    newTeams,
    applied: applied
      ? {
          at: applied.applied_at!,
          seated: outcomes.find(({ outcome }) => outcome === 'seated')?.count ?? 0,
          skipped: outcomes
            .filter(({ outcome }) => outcome !== 'seated')
            .map(({ outcome, count }) => req.t(`placement.outcome.${outcome}`, { count })),
        }
      : null,
  };
}

function peoplePage(deps: Deps): RequestHandler {
  return async (req, res) => {
    const place = await organised(deps, req);
    const { hackathon, facts, location } = place;
    const { seats_min: min, seats_max: seats } = hackathon;
    const shown = SHOWN.find((one) => one === queryText(req, 'show')) ?? 'all';
    const [after, one] = [queryText(req, 'after'), queryText(req, 'person')];
    const found = await pageOfTeamless(deps.db, hackathon.id, {
      shown,
      ...(after ? { after } : {}),
      ...(one ? { person: one } : {}),
    });
    const people = found.slice(0, PAGE);
    const teams = await openTeams(deps.db, hackathon.id, seats);
    const mayPlace = mayNow(facts, 'placePeople').ok;
    // A draft that can no longer be applied fills no team.
    const gets = mayPlace ? teams.filter(({ planned }) => planned > 0) : [];
    const { draft, newTeams, applied } = await plansIn(deps, req, hackathon.id);
    const counts = await countsOf(deps.db, hackathon.id);
    const open = counts.teamless - counts.planned;
    const count = Math.max(teams.length, newTeams.length);
    const { of, earlier, later } = turned(req, 'teams', { size: TEAMS, count });
    const toTeams = (page: number | null) =>
      page === null ? null : `${location}?show=${shown}&teams=${page}#teams-heading`;
    const warnings = () => warningsOf(req, { teams, newTeams, min, strangers: counts.strangers, open });
    const locals = {
      slug: hackathon.slug,
      location,
      shown,
      one: one ?? null,
      counts: { ...counts, open },
      people: people.map((person) =>
        personView(req, person, { teams, newTeams, seats, all: one !== undefined }),
      ),
      next: found.length > PAGE ? `${location}?show=${shown}&after=${people.at(-1)!.id}` : null,
      draft: draft ? { version: draft.version, warnings: warnings() } : null,
      applied,
      zone: hackathon.zone,
      newTeams: newTeams.length,
      shownNew: of(newTeams),
      teams: of(teams).map((team) => ({
        ...team,
        left: leftIn(team, seats),
        small: team.taken + team.planned < min,
      })),
      earlierTeams: toTeams(earlier),
      laterTeams: toTeams(later),
      ...(await smallTeams(deps, req, place, new Map(gets.map(({ id, planned }) => [id, planned])))),
      mayMerge: mayNow(facts, 'movePeople').ok,
      minimum: min,
      offersAt: offersAt(facts.phases.find((phase) => phase.key === 'teams')),
      now: facts.now,
      open: mayPlace,
    };
    await show(req, res, 'placement/people', locals, { hackathonId: hackathon.id });
  };
}

/** One person placed, two teams made one. */
function handRoutes(site: Site, deps: Deps, page: RequestHandler): void {
  site.post(
    '/hackathons/:h/placements',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const { hackathon, location } = await organised(deps, req);
      const input = read(personInput, req);
      await placePerson(deps, requirePerson(req), hackathon.id, input);
      done(req, res, location, { id: input.team, said: 'placement.said.placed' });
    }),
  );
  site.post(
    '/hackathons/:h/mergers',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const { hackathon, location } = await organised(deps, req);
      const input = read(mergeInput, req);
      await mergeTeams(deps, requirePerson(req), hackathon, input);
      done(req, res, location, { id: input.into, said: 'mergers.said.merged' });
    }),
  );
}

function planRoutes(site: Site, deps: Deps, page: RequestHandler): void {
  const change = (path: string, run: (req: Request, given: Organised) => Promise<string>) =>
    site.post(
      `/hackathons/:h/${path}`,
      { who: 'organiser', phase: 'teams' },
      orFormAgain(page, async (req, res) => {
        const given = await organised(deps, req);
        const said = await run(req, given);
        done(req, res, given.location, { said });
      }),
    );
  const naming = (req: Request) => (number: number) => req.t('placement.newTeam', { number });

  change('placement-plan', async (req, { hackathon }) => {
    read(noFields, req);
    await planAll(deps, requirePerson(req), hackathon, naming(req));
    return 'placement.said.planned';
  });
  change('placement-plan/moves', async (req, { hackathon }) => {
    await planOne(deps, requirePerson(req), hackathon, read(moveInput, req), naming(req));
    return 'placement.said.moved';
  });
  change('placement-plan/removal', async (req, { hackathon }) => {
    read(noFields, req);
    await dropDraft(deps, requirePerson(req), hackathon);
    return 'placement.said.dropped';
  });
  change('placement-plan/application', async (req, { hackathon }) => {
    const { skipped } = await applyPlan(deps, requirePerson(req), hackathon, read(planInput, req));
    return skipped > 0 ? 'placement.said.appliedPartly' : 'placement.said.applied';
  });
  change('placement-plan/undoing', async (req, { hackathon }) => {
    read(noFields, req);
    const { kept } = await undoPlan(deps, requirePerson(req), hackathon);
    return kept > 0 ? 'placement.said.undonePartly' : 'placement.said.undone';
  });
}
