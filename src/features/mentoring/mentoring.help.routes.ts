// The page door of help requests: teams ask in their room, experts take from the queue.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Access, Site } from '../../web/site';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireOrganiser, requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { roomsOfExpert } from './mentoring.expert.queries';
import { askForHelp, claimHelp } from './mentoring.help.actions';
import { cancelHelp, completeHelp, releaseHelp } from './mentoring.help.ends.actions';
import { findInRoom } from './mentoring.help.held.actions';
import { helpOf } from './mentoring.help.live';
import { fitOf } from './mentoring.help.policy';
import { helpQueue } from './mentoring.help.queries';
import { advisedView, figuresView, queueView, thanksView, topicKey } from './mentoring.help.view';
import { completionForm, helpForm, offerForm, ratingForm } from './mentoring.input';
import { stopAdvising } from './mentoring.leaving.actions';
import { offerOf, setOffer } from './mentoring.matching.queries';
import { rateHelp } from './mentoring.ratings.actions';
import { helpFigures, thanksTo } from './mentoring.ratings.queries';

const QUEUE = 200;

interface Reads {
  hackathon: HackathonRow;
  roles: string[];
}

const face = ({ slug, title, zone }: HackathonRow) => ({ slug, title, zone });

export function helpRoutes(deps: Deps, site: Site, showTeamRoom: RequestHandler): void {
  async function queueFor(req: Request): Promise<Reads> {
    const person = requirePerson(req);
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : [];
    requireVisible(hackathon, roles);
    if (roles.length === 0) throw new NotFound();
    if (!roles.some((role) => ['expert', 'organiser', 'moderator'].includes(role)))
      throw new Forbidden('mentoring.refused.expertsOnly');
    return { hackathon, roles };
  }

  const readQueue = ({ id }: HackathonRow, roles: string[], expert: string) => {
    const watches = roles.includes('organiser') || roles.includes('moderator');
    return helpQueue(deps.db, { hackathon: id, expert, watches, limit: QUEUE });
  };

  async function deskFor(req: Request): Promise<HackathonRow> {
    const { hackathon, roles } = await queueFor(req);
    if (!roles.includes('expert')) throw new Forbidden('mentoring.refused.expertsOnly');
    return hackathon;
  }

  const readers: Access = { who: ['expert', 'organiser', 'moderator'] };

  site.get('/hackathons/:h/help-requests.json', readers, async (req, res) => {
    const person = requirePerson(req);
    const { hackathon, roles } = await queueFor(req);
    const requests = await readQueue(hackathon, roles, person.id);
    const offer = roles.includes('expert') ? await offerOf(deps.db, hackathon.id, person.id) : null;
    res.set('Cache-Control', 'no-store').json({
      requests: requests.map((one) => ({ ...helpOf(one), ...(offer ? { fit: fitOf(one, offer) } : {}) })),
    });
  });

  const showQueue: RequestHandler = async (req, res) => {
    const person = requirePerson(req);
    const { hackathon, roles } = await queueFor(req);
    const isExpert = roles.includes('expert');
    const requests = await readQueue(hackathon, roles, person.id);
    const offer = isExpert ? await offerOf(deps.db, hackathon.id, person.id) : null;
    const now = await deps.clock.now(deps.db);
    const locals = {
      hackathon: face(hackathon),
      ...queueView({ t: req.t, locale: req.locale, person }, requests, offer, now),
      rooms: isExpert ? advisedView(req, await roomsOfExpert(deps.db, person.id, hackathon.id)) : [],
      thanks: isExpert ? thanksView(req, await thanksTo(deps.db, hackathon.id, person.id)) : [],
      languages: [...new Set([...hackathon.languages, ...(offer?.languages ?? []), ...WRITING_LANGUAGES])],
      isExpert,
      organises: roles.includes('organiser'),
      now,
    };
    await show(req, res, 'mentoring/queue', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/help-requests', readers, showQueue);

  site.get('/hackathons/:h/help-figures', { who: 'organiser' }, async (req, res) => {
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, requirePerson(req).id) : [];
    requireOrganiser(hackathon, roles);
    const locals = {
      hackathon: face(hackathon),
      figures: figuresView(req, await helpFigures(deps.db, hackathon.id)),
    };
    await show(req, res, 'mentoring/figures', locals, { hackathonId: hackathon.id });
  });

  site.post(
    '/hackathons/:h/help-offer',
    { who: 'expert' },
    orFormAgain(showQueue, async (req, res) => {
      const { id: personId } = requirePerson(req);
      const { id: hackathonId, slug } = await deskFor(req);
      if (!(await setOffer(deps.db, { hackathonId, personId }, read(offerForm, req)))) throw new Forbidden();
      done(req, res, `/hackathons/${slug}/help-requests`, { said: 'mentoring.said.offer' });
    }),
  );

  site.get('/hackathons/:h/rooms', { who: 'expert' }, async (req, res) => {
    const hackathon = await deskFor(req);
    const locals = {
      hackathon: face(hackathon),
      rooms: advisedView(req, await roomsOfExpert(deps.db, requirePerson(req).id, hackathon.id)),
      now: await deps.clock.now(deps.db),
    };
    await show(req, res, 'mentoring/rooms', locals, { hackathonId: hackathon.id });
  });

  site.post(
    '/teams/:id/help-requests',
    { who: 'member', phase: 'drafting' },
    orFormAgain(showTeamRoom, async (req, res) => {
      const { about, ...input } = read(helpForm, req);
      const topic = input.topic || req.t(topicKey(about!));
      const asked = { ...input, topic, ...(about ? { about } : {}) };
      const help = await askForHelp(deps, requirePerson(req), param(req, 'id'), asked);
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

  /** The room in which the request was asked. */
  const showItsRoom: RequestHandler = async (req, res, next) => {
    const { help } = await findInRoom(deps, requirePerson(req), param(req, 'id'));
    req.params.id = help.team_id;
    await showTeamRoom(req, res, next);
  };

  site.post(
    '/help-requests/:id/completion',
    { who: ['member', 'adviser'] },
    orFormAgain(showItsRoom, async (req, res) => {
      const given = read(completionForm, req);
      const help = await completeHelp(deps, requirePerson(req), param(req, 'id'), given);
      done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.done' });
    }),
  );

  site.post('/help-requests/:id/rating', { who: 'member' }, async (req, res) => {
    const { rating } = read(ratingForm, req);
    const help = await rateHelp(deps, requirePerson(req), param(req, 'id'), rating);
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.rated' });
  });

  site.post('/help-requests/:id/cancellation', { who: 'member' }, async (req, res) => {
    read(noFields, req);
    const help = await cancelHelp(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.cancelled' });
  });

  site.post('/rooms/:id/leaving', { who: 'adviser' }, async (req, res) => {
    read(noFields, req);
    const { slug } = await stopAdvising(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${slug}/rooms`, { said: 'mentoring.said.left' });
  });
}
