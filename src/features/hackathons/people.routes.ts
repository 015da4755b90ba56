// Who belongs to a hackathon: joining it, and for organisers the people, the links and open questions.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { organisersOnly } from './hackathons.guard';
import { AGES, decisionInput, INVITED_ROLES, invitationInput, participationInput } from './hackathons.input';
import { mayNow, ROLES } from './hackathons.policy';
import { factsOf, hackathonBySlug, roleHoldersOf, rolesOf } from './hackathons.queries';
import { requireVisible } from './hackathons.rights';
import { invitationToken, inviteToRole } from './invitations.actions';
import { roleInvitationsOf } from './invitations.queries';
import { decideParticipation, joinHackathon, type Outcome } from './participation.actions';
import { lastQuestionOf, openQuestions } from './participation.queries';

export function addPeople(site: Site, deps: Deps): void {
  site.get('/hackathons/:h/people', { who: 'organiser' }, organisersOnly(deps), people(deps));
  site.post(
    '/hackathons/:h/invitations',
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(people(deps), async (req, res) => {
      const person = requirePerson(req);
      const made = await inviteToRole(deps, person, param(req, 'h'), read(invitationInput, req));
      done(req, res, `/invitations/${made.token}`, { id: made.id, made: true });
    }),
  );
  site.get('/hackathons/:h/participation', { who: 'signed-in' }, question(deps));
  site.get('/hackathons/:h/participation/later', { who: 'signed-in' }, later(deps));
  site.post(
    '/hackathons/:h/participation',
    { who: 'signed-in', phase: 'teams' },
    orFormAgain(question(deps), async (req, res) => {
      const { age } = read(participationInput, req);
      const { hackathon, outcome } = await joinHackathon(deps, requirePerson(req), param(req, 'h'), age);
      const at = `/hackathons/${hackathon.slug}`;
      const places: Record<Outcome, [place: string, said?: string]> = {
        joined: [comesFrom(req) ?? `${at}/teams`, 'hackathons.said.joined'],
        already: [comesFrom(req) ?? `${at}/teams`],
        asked: [`${at}/participation`, 'hackathons.said.asked'],
        tooYoung: [`${at}/participation/later`],
      };
      const [place, said] = places[outcome];
      done(req, res, place, { made: outcome === 'joined', said, outcome });
    }),
  );
  site.post(
    '/hackathons/:h/participation-questions/:id/decision',
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(people(deps), async (req, res) => {
      const { decision } = read(decisionInput, req);
      await decideParticipation(deps, requirePerson(req), param(req, 'h'), param(req, 'id'), decision);
      done(req, res, `/hackathons/${param(req, 'h')}/people`, { said: `hackathons.said.${decision}` });
    }),
  );
}

async function visibleTo(deps: Deps, req: Request) {
  const person = requirePerson(req);
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  const roles = hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : [];
  requireVisible(hackathon, roles);
  return { person, hackathon };
}

function people(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon } = await visibleTo(deps, req);
    const now = await deps.clock.now(deps.db);
    const holders = await roleHoldersOf(deps.db, hackathon.id);
    const groups = ROLES.map((role) => ({ role, people: holders.filter((one) => one.role === role) }));
    const invitations = (await roleInvitationsOf(deps.db, hackathon.id)).map((one) => ({
      ...one,
      path: `/invitations/${invitationToken(deps, one.id)}`,
      url: `${deps.origins.base}/invitations/${invitationToken(deps, one.id)}`,
      live: one.revoked_at === null && one.expires_at > now && one.uses < one.uses_max,
    }));
    const locals = {
      hackathon,
      groups,
      invitations,
      questions: await openQuestions(deps.db, hackathon.id),
      invitedRoles: INVITED_ROLES,
      mailEnabled: deps.mail.enabled,
    };
    await show(req, res, 'hackathons/people', locals, { hackathonId: hackathon.id });
  };
}

/** `?next=`: the team or the invitation that sent somebody here to join first. */
function comesFrom(req: Request): string | null {
  const next = queryText(req, 'next') ?? '';
  return /^\/(invitations|teams|hackathons)\/[\w./-]+$/.test(next) ? next : null;
}

function question(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { person, hackathon } = await visibleTo(deps, req);
    const facts = await factsOf(deps.db, deps.clock, hackathon, person.id);
    const verdict = mayNow(facts, 'joinHackathon');
    const asked = await lastQuestionOf(deps.db, hackathon.id, person.id);
    const state = facts.roles.includes('participant')
      ? 'in'
      : facts.roles.includes('juror')
        ? 'juror'
        : asked && asked.decision !== 'welcome'
          ? (asked.decision ?? 'asked')
          : verdict.ok
            ? 'free'
            : verdict.key;
    const next = comesFrom(req);
    const locals = { hackathon, state, next, at: verdict.ok ? null : (verdict.at ?? null), ages: AGES };
    await show(req, res, 'hackathons/participation', locals, { hackathonId: hackathon.id });
  };
}

function later(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon } = await visibleTo(deps, req);
    await show(req, res, 'hackathons/later', { hackathon }, { hackathonId: hackathon.id });
  };
}
