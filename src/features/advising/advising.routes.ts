// The desk of experts: the queue of help requests, what they can help with, the teams they advise; and figures of all
// that for organisers.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { type Access, createSite, type Site } from '../../web/site';
import { hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireOrganiser, requireVisible } from '../hackathons/hackathons.rights';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { helpOf } from '../help/help.live';
import { helpQueue } from '../help/help.queries';
import { stopAdvising } from './advising.actions';
import { offerForm, ratingForm } from './advising.input';
import { fitOf } from './advising.policy';
import { offerOf, roomsOfExpert, setOffer } from './advising.queries';
import { rateHelp } from './advising.ratings.actions';
import { helpFigures, thanksTo } from './advising.ratings.queries';
import { advisedView, figuresView, queueView, thanksView } from './advising.view';

const QUEUE = 200;

interface Reads {
  hackathon: HackathonRow;
  roles: string[];
}

const face = ({ slug, title, zone }: HackathonRow) => ({ slug, title, zone });

export function advisingRoutes(deps: Deps): Site {
  const site = createSite('advising');

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
    await show(req, res, 'advising/queue', locals, { hackathonId: hackathon.id });
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
    await show(req, res, 'advising/figures', locals, { hackathonId: hackathon.id });
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
    await show(req, res, 'advising/rooms', locals, { hackathonId: hackathon.id });
  });

  site.post('/help-requests/:id/rating', { who: 'member' }, async (req, res) => {
    const { rating } = read(ratingForm, req);
    const help = await rateHelp(deps, requirePerson(req), param(req, 'id'), rating);
    done(req, res, `/teams/${help.team_id}/room`, { id: help.id, said: 'mentoring.said.rated' });
  });

  site.post('/rooms/:id/leaving', { who: 'adviser' }, async (req, res) => {
    read(noFields, req);
    const { slug } = await stopAdvising(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${slug}/rooms`, { said: 'mentoring.said.left' });
  });

  return site;
}
