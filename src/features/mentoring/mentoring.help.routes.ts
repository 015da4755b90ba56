// The page door of help requests: teams ask in their room, experts take from the queue.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Access, Site } from '../../web/site';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { askForHelp, cancelHelp, claimHelp, completeHelp, releaseHelp } from './mentoring.help.actions';
import { helpQueue, languagesOfExpert } from './mentoring.help.queries';
import { completionForm, helpForm, noFields } from './mentoring.input';
import { helpOf } from './mentoring.live';
import { roomsOfExpert } from './mentoring.rooms.queries';
import { waitingSince } from './mentoring.view';

const QUEUE = 200;

export function helpRoutes(deps: Deps, site: Site, showTeamRoom: RequestHandler): void {
  async function queueFor(req: Request): Promise<{ hackathon: HackathonRow; roles: string[] }> {
    const person = requirePerson(req);
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : [];
    requireVisible(hackathon, roles);
    if (roles.length === 0) throw new NotFound();
    if (!roles.some((role) => ['expert', 'organiser', 'moderator'].includes(role)))
      throw new Forbidden('mentoring.refused.expertsOnly');
    return { hackathon, roles };
  }

  const readers: Access = { who: ['expert', 'organiser', 'moderator'] };

  site.get('/hackathons/:h/help-requests.json', readers, async (req, res) => {
    const { hackathon } = await queueFor(req);
    const requests = await helpQueue(deps.db, hackathon.id, QUEUE);
    res.set('Cache-Control', 'no-store').json({ requests: requests.map(helpOf) });
  });

  const showQueue: RequestHandler = async (req, res) => {
    const person = requirePerson(req);
    const { hackathon, roles } = await queueFor(req);
    const requests = await helpQueue(deps.db, hackathon.id, QUEUE);
    const isExpert = roles.includes('expert');
    const now = await deps.clock.now(deps.db);
    const mine = isExpert ? await languagesOfExpert(deps.db, hackathon.id, person.id) : [];
    const locals = {
      hackathon: { slug: hackathon.slug, title: hackathon.title, zone: hackathon.zone },
      waiting: requests
        .filter((one) => one.state === 'open')
        .map((one) => ({
          id: one.id,
          team: { id: one.team_id, name: one.team_name },
          topic: one.topic,
          details: one.details,
          language: one.language,
          yours: mine.includes(one.language),
          waiting: waitingSince(req, one.asked_at, now),
        })),
      taken: requests
        .filter((one) => one.state === 'claimed')
        .map((one) => ({
          id: one.id,
          team: { id: one.team_id, name: one.team_name },
          topic: one.topic,
          name: one.claimed_by_name,
          mine: one.claimed_by === person.id,
        })),
      rooms: isExpert ? await roomsOfExpert(deps.db, person.id, hackathon.id) : [],
      isExpert,
      now,
    };
    await show(req, res, 'mentoring/queue', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/help-requests', readers, showQueue);

  site.get('/hackathons/:h/rooms', { who: 'expert' }, async (req, res) => {
    const person = requirePerson(req);
    const { hackathon, roles } = await queueFor(req);
    if (!roles.includes('expert')) throw new Forbidden('mentoring.refused.expertsOnly');
    const locals = {
      hackathon: { slug: hackathon.slug, title: hackathon.title, zone: hackathon.zone },
      rooms: await roomsOfExpert(deps.db, person.id, hackathon.id),
      now: await deps.clock.now(deps.db),
    };
    await show(req, res, 'mentoring/rooms', locals, { hackathonId: hackathon.id });
  });

  site.post(
    '/teams/:id/help-requests',
    { who: 'member', phase: 'drafting' },
    orFormAgain(showTeamRoom, async (req, res) => {
      const input = read(helpForm, req);
      const help = await askForHelp(deps, requirePerson(req), param(req, 'id'), input);
      const said = 'mentoring.said.asked';
      done(req, res, `/teams/${help.team_id}/room`, { id: help.id, made: true, said });
    }),
  );

  site.post('/help-requests/:id/claim', { who: 'expert', phase: 'drafting' }, async (req, res) => {
    read(noFields, req);
    const help = await claimHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.claimed' });
  });

  site.post('/help-requests/:id/release', { who: 'expert' }, async (req, res) => {
    read(noFields, req);
    const { help, slug } = await releaseHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${slug}/help-requests`, {
      id: help.id,
      said: 'mentoring.said.released',
    });
  });

  site.post('/help-requests/:id/completion', { who: ['member', 'adviser'] }, async (req, res) => {
    const { note } = read(completionForm, req);
    const help = await completeHelp(deps, requirePerson(req), param(req, 'id'), note);
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.done' });
  });

  site.post('/help-requests/:id/cancellation', { who: 'member' }, async (req, res) => {
    read(noFields, req);
    const help = await cancelHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.cancelled' });
  });
}
