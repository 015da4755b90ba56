// The page of office hours: what experts offer, by day; booking is one tap, publishing one form.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { isLocale, languageName, translator, WRITING_LANGUAGES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site, type Who } from '../../web/site';
import { mayNow } from '../hackathons/hackathons.policy';
import { factsOf, hackathonById, hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { extensionsOf, teamById, teamOfPerson } from '../teams/teams.queries';
import { bookSlot, cancelBooking, noteAttendance } from './office-hours.bookings.actions';
import { calendarOf } from './office-hours.calendar';
import { bookingForm, cameForm, LENGTHS, nothing, slotsForm } from './office-hours.input';
import { readsHours, watches } from './office-hours.policy';
import { cancelSlot, publishSlots } from './office-hours.publishing.actions';
import { bookingById, lastOffer, listSlots, slotById, slotOfCalendar } from './office-hours.queries';
import { KINDS } from './office-hours.tables';
import { eventTexts, hoursView } from './office-hours.view';

const READERS: Who[] = ['participant', 'expert', 'organiser', 'moderator'];

export function officeHoursRoutes(deps: Deps): Site {
  const site = createSite('office-hours');

  async function hackathonFor(req: Request, slug: string) {
    const person = requirePerson(req);
    const hackathon = await hackathonBySlug(deps.db, slug);
    const facts = hackathon && (await factsOf(deps.db, deps.clock, hackathon, person.id));
    requireVisible(hackathon, facts?.roles ?? []);
    if (!facts || facts.roles.length === 0) throw new NotFound();
    if (!readsHours(facts.roles)) throw new Forbidden('officeHours.refused.readers');
    return { person, hackathon, facts };
  }

  /** What the page of `slug` needs; a refused form stands on it again. */
  const showHours =
    (slugOf: (req: Request) => Promise<string> | string): RequestHandler =>
    async (req, res) => {
      const { person, hackathon, facts } = await hackathonFor(req, await slugOf(req));
      const { roles, now } = facts;
      const team = roles.includes('participant')
        ? await teamOfPerson(deps.db, hackathon.id, person.id)
        : undefined;
      const slots = await listSlots(deps.db, {
        hackathonId: hackathon.id,
        personId: person.id,
        teamId: team?.id ?? null,
        watches: watches(roles),
        now,
      });
      const reader = {
        id: person.id,
        locale: req.locale,
        t: req.t,
        teamId: team?.id ?? null,
        watches: watches(roles),
      };
      const extensions = team ? await extensionsOf(deps.db, team.id) : [];
      const isExpert = roles.includes('expert');
      await show(
        req,
        res,
        'office-hours/list',
        {
          hackathon: { slug: hackathon.slug, title: hackathon.title, zone: hackathon.zone },
          ...hoursView(slots, reader, hackathon.zone, now),
          team: team && { id: team.id, name: team.name },
          participant: roles.includes('participant'),
          mayBook: team !== undefined && mayNow({ ...facts, extensions }, 'askForHelp').ok,
          isExpert,
          mayPublish: isExpert && !team && mayNow(facts, 'giveHelp').ok,
          publishing: isExpert ? await publishingView(req, person.id, hackathon) : null,
        },
        { hackathonId: hackathon.id },
      );
    };

  async function publishingView(
    req: Request,
    personId: string,
    hackathon: { id: string; zone: string; languages: string[] },
  ) {
    const last = await lastOffer(deps.db, personId);
    const own = isLocale(req.locale) ? [req.locale] : [];
    const languages = [
      ...new Set([...(last ? [last.language] : []), ...own, ...hackathon.languages, ...WRITING_LANGUAGES]),
    ];
    return {
      zone: last?.zone ?? hackathon.zone,
      zones: Intl.supportedValuesOf('timeZone').filter((zone) => /^(Europe|Africa|Asia)\//.test(zone)),
      kinds: KINDS,
      lengths: LENGTHS,
      languages: languages.map((tag) => ({ value: tag, label: languageName(tag, req.locale) })),
    };
  }

  const ofHackathon = showHours((req) => param(req, 'h'));
  const slugById = async (hackathonId: string | undefined) =>
    (hackathonId === undefined ? undefined : await hackathonById(deps.db, hackathonId))?.slug ?? '';
  const ofTeam = showHours(async (req) =>
    slugById((await teamById(deps.db, param(req, 'id')))?.hackathon_id),
  );
  const ofSlot = showHours(async (req) =>
    slugById((await slotById(deps.db, param(req, 'id')))?.hackathon_id),
  );
  const ofBooking = showHours(async (req) => {
    const booking = await bookingById(deps.db, param(req, 'id'));
    return slugById(booking && (await slotById(deps.db, booking.slot_id))?.hackathon_id);
  });
  const pageOf = (slug: string) => `/hackathons/${slug}/office-hours`;

  site.get('/hackathons/:h/office-hours', { who: READERS }, ofHackathon);

  site.post(
    '/hackathons/:h/slots',
    { who: 'expert', phase: 'drafting' },
    orFormAgain(ofHackathon, async (req, res) => {
      const { person, hackathon, facts } = await hackathonFor(req, param(req, 'h'));
      if (!facts.roles.includes('expert')) throw new Forbidden('mentoring.refused.expertsOnly');
      const { ids } = await publishSlots(deps, person, hackathon, read(slotsForm, req));
      const location = `${pageOf(hackathon.slug)}#slot-${ids[0]}`;
      done(req, res, location, { id: ids[0]!, ids, made: true, said: 'officeHours.said.published' });
    }),
  );

  site.post(
    '/slots/:id/cancellation',
    { who: ['adviser', 'organiser', 'moderator'] },
    orFormAgain(ofSlot, async (req, res) => {
      read(nothing, req);
      const { slug } = await cancelSlot(deps, requirePerson(req), param(req, 'id'));
      done(req, res, pageOf(slug), { id: param(req, 'id'), said: 'officeHours.said.calledOff' });
    }),
  );

  site.post(
    '/teams/:id/bookings',
    { who: 'member', phase: 'drafting' },
    orFormAgain(ofTeam, async (req, res) => {
      const { slot } = read(bookingForm, req);
      const { id, slug, made } = await bookSlot(deps, requirePerson(req), param(req, 'id'), slot);
      done(req, res, `${pageOf(slug)}#slot-${slot}`, { id, made, said: 'officeHours.said.booked' });
    }),
  );

  site.post(
    '/bookings/:id/cancellation',
    { who: 'member' },
    orFormAgain(ofBooking, async (req, res) => {
      read(nothing, req);
      const { slug } = await cancelBooking(deps, requirePerson(req), param(req, 'id'));
      done(req, res, pageOf(slug), { id: param(req, 'id'), said: 'officeHours.said.givenBack' });
    }),
  );

  site.post(
    '/bookings/:id/attendance',
    { who: 'adviser' },
    orFormAgain(ofBooking, async (req, res) => {
      const { came } = read(cameForm, req);
      const { slug } = await noteAttendance(deps, requirePerson(req), param(req, 'id'), came);
      const location = `${pageOf(slug)}#past`;
      done(req, res, location, { id: param(req, 'id'), said: 'officeHours.said.noted' });
    }),
  );

  site.get(
    '/slots/:id/calendar.ics',
    { who: ['member', 'adviser', 'organiser', 'moderator'] },
    async (req, res) => {
      const person = requirePerson(req);
      const slot = await slotOfCalendar(deps.db, param(req, 'id'), person.id);
      if (!slot) throw new NotFound();
      const isExpert = slot.expert_id === person.id;
      if (!isExpert && !slot.meets && !watches(await rolesOf(deps.db, slot.hackathon_id, person.id)))
        throw new NotFound();
      const { base } = deps.origins;
      const page = `${base}${pageOf((await hackathonById(deps.db, slot.hackathon_id))!.slug)}#slot-${slot.id}`;
      const room = slot.meets ? `${base}/teams/${slot.meets.id}/room` : page;
      const t = translator(req.locale);
      const file = calendarOf({
        id: slot.id,
        starts: slot.starts_at,
        ends: slot.ends_at,
        changed: slot.cancelled_at ?? slot.published_at,
        cancelled: slot.cancelled_at !== null,
        ...eventTexts(slot, { isExpert: isExpert || !slot.meets, locale: req.locale, t }),
        location: slot.link ?? room,
        url: page,
      });
      res
        .set('Cache-Control', 'no-store')
        .set('Content-Disposition', `attachment; filename="meeting-${slot.id.slice(0, 6)}.ics"`)
        .type('text/calendar; charset=utf-8')
        .send(file);
    },
  );

  return site;
}
