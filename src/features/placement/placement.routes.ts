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
import type { HackathonRow } from '../hackathons/hackathons.tables';
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
  const organised = async (req: Request) => {
    const { hackathon, facts } = await hackathonOf(deps, req);
    requireOrganiser(hackathon, facts.roles);
    return { hackathon, facts, location: `/hackathons/${hackathon.slug}/people-without-team` };
  };

  /** A page of the teams that are too small, each with its best partner. */
  const smallTeams = async (
    req: Request,
    { hackathon, location }: { hackathon: HackathonRow; location: string },
  ) => {
    const size = { min: hackathon.seats_min, max: hackathon.seats_max };
    const all = await mergeableTeams(deps.db, hackathon.id, size.max);
    const small = all.filter((team) => team.taken < size.min);
    const turned = Math.max(0, Math.floor(Number(queryText(req, 'small')) || 0));
    const toSmall = (page: number) => `${location}?small=${page}#small`;
    const shown = small.slice(turned * SMALL, (turned + 1) * SMALL);
    return {
      smallCount: small.length,
      small: pairsOf(shown, all, size).map(({ team, partner }) => ({
        team,
        partner: partner && partnerView(req, partner),
      })),
      earlierSmall: turned > 0 ? toSmall(turned - 1) : null,
      laterSmall: (turned + 1) * SMALL < small.length ? toSmall(turned + 1) : null,
    };
  };

  const page: RequestHandler = async (req, res) => {
    const { hackathon, facts, location } = await organised(req);
    const { seats_min: min, seats_max: seats } = hackathon;
    const shown = SHOWN.find((one) => one === queryText(req, 'show')) ?? 'all';
    const [after, one] = [queryText(req, 'after'), queryText(req, 'person')];
    const found = await pageOfTeamless(deps.db, hackathon.id, {
      shown,
      ...(after ? { after } : {}),
      ...(one ? { person: one } : {}),
    });
    const teams = await openTeams(deps.db, hackathon.id, seats);
    const plans = await plansOf(deps.db, hackathon.id);
    const draft = plans.find((plan) => plan.state === 'draft');
    const applied = plans.find((plan) => plan.state === 'applied');
    const newTeams = await newTeamsOf(deps.db, draft?.id ?? '');
    const counts = await countsOf(deps.db, hackathon.id);
    const outcomes = await outcomesOf(deps.db, applied?.id ?? '');
    const open = counts.teamless - counts.planned;
    const people = found.slice(0, PAGE);
    const turned = Math.max(0, Math.floor(Number(queryText(req, 'teams')) || 0));
    const shownTeams = teams.slice(turned * TEAMS, (turned + 1) * TEAMS);
    const toTeams = (page: number) => `${location}?show=${shown}&teams=${page}#teams-heading`;
    await show(
      req,
      res,
      'placement/people',
      {
        slug: hackathon.slug,
        location,
        shown,
        one: one ?? null,
        counts: { ...counts, open },
        people: people.map((person) =>
          personView(req, person, { teams, newTeams, seats, all: one !== undefined }),
        ),
        next: found.length > PAGE ? `${location}?show=${shown}&after=${people.at(-1)!.id}` : null,
        draft: draft
          ? {
              version: draft.version,
              warnings: warningsOf(req, { teams, newTeams, min, strangers: counts.strangers, open }),
            }
          : null,
        applied: applied
          ? {
              at: applied.applied_at!,
              seated: outcomes.find(({ outcome }) => outcome === 'seated')?.count ?? 0,
              skipped: outcomes
                .filter(({ outcome }) => outcome !== 'seated')
                .map(({ outcome, count }) => req.t(`placement.outcome.${outcome}`, { count })),
            }
          : null,
        zone: hackathon.zone,
        newTeams: newTeams.length,
        shownNew: newTeams.slice(turned * TEAMS, (turned + 1) * TEAMS),
        teams: shownTeams.map((team) => ({ ...team, left: leftIn(team, seats), small: team.taken < min })),
        earlierTeams: turned > 0 ? toTeams(turned - 1) : null,
        laterTeams:
          (turned + 1) * TEAMS < Math.max(teams.length, newTeams.length) ? toTeams(turned + 1) : null,
        ...(await smallTeams(req, { hackathon, location })),
        mayMerge: mayNow(facts, 'movePeople').ok,
        minimum: min,
        offersAt: offersAt(facts.phases.find((phase) => phase.key === 'teams')),
        now: facts.now,
        open: mayNow(facts, 'placePeople').ok,
      },
      { hackathonId: hackathon.id },
    );
  };
  site.get('/hackathons/:h/people-without-team', { who: 'organiser' }, page);

  const change = (
    path: string,
    run: (req: Request, given: Awaited<ReturnType<typeof organised>>) => Promise<string>,
  ) =>
    site.post(
      `/hackathons/:h/${path}`,
      { who: 'organiser', phase: 'teams' },
      orFormAgain(page, async (req, res) => {
        const given = await organised(req);
        const said = await run(req, given);
        done(req, res, given.location, { said });
      }),
    );
  const naming = (req: Request) => (number: number) => req.t('placement.newTeam', { number });

  site.post(
    '/hackathons/:h/placements',
    { who: 'organiser', phase: 'teams' },
    orFormAgain(page, async (req, res) => {
      const { hackathon, location } = await organised(req);
      const input = read(personInput, req);
      await placePerson(deps, requirePerson(req), hackathon.id, input);
      done(req, res, location, { id: input.team, said: 'teams.said.placed' });
    }),
  );
  site.post(
    '/hackathons/:h/mergers',
    { who: 'organiser' },
    orFormAgain(page, async (req, res) => {
      const { hackathon, location } = await organised(req);
      const input = read(mergeInput, req);
      await mergeTeams(deps, requirePerson(req), hackathon, input);
      done(req, res, location, { id: input.into, said: 'mergers.said.merged' });
    }),
  );
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
  return site;
}
