// The doors of moderation: report a thing, read what became of it, object; the queue of those who decide.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { param, personOf, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { addressOf } from '../accounts/accounts.browser';
import { hackathonById, hackathonBySlug, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { decide, hearObjection, object, ownDecision } from './moderation.decisions.actions';
import { decisionInput, objectionInput, outcomeInput, reportInput, thingQuery } from './moderation.input';
import { endMute } from './moderation.mutes.actions';
import { type ListedMute, mutesOf } from './moderation.mutes.queries';
import { caseById, casesOf, countsOf, reportById, staffOf } from './moderation.queries';
import { findThing, ownReport, placeFor, report, reportToken, wayBack } from './moderation.reports.actions';
import { DECISIONS, MUTE_LENGTHS, REASONS, type Reportable, RULES } from './moderation.tables';
import { type CaseView, caseView, namedBy } from './moderation.view';

const QUEUE = 100;

export function moderationRoutes(deps: Deps, reportables: readonly Reportable[]): Site {
  const site = createSite('moderation');
  const unnamed = new Set(reportables.filter((one) => one.unnamed).map((one) => one.kind));
  /** Without the names of those whom nobody who decides may know. */
  const named = (mutes: ListedMute[]) =>
    mutes.map((mute) => ({ ...mute, person: unnamed.has(mute.kind) ? null : mute.person }));

  const form: RequestHandler = async (req, res) => {
    const person = personOf(req);
    const body = (req.body ?? {}) as Record<string, unknown>;
    const asked = thingQuery.safeParse({
      kind: queryText(req, 'kind') ?? body.kind,
      id: queryText(req, 'id') ?? body.id,
    });
    if (!asked.success) throw new NotFound();
    const found = await findThing(deps, reportables, person, asked.data);
    const locals = {
      thing: asked.data,
      excerpt: found.excerpt,
      href: found.href,
      reasons: REASONS,
      signedIn: person !== null,
    };
    await show(req, res, 'moderation/new', locals, { hackathonId: found.hackathonId });
  };
  site.get('/reports/new', { who: 'anyone' }, form);
  site.post(
    '/reports',
    { who: 'anyone' },
    orFormAgain(form, async (req, res) => {
      const reporter = { id: personOf(req)?.id ?? null, address: addressOf(req) };
      const { id, place, made } = await report(deps, reportables, reporter, read(reportInput, req));
      done(req, res, place, { id, made });
    }),
  );

  site.get('/reports/:id', { who: 'anyone' }, async (req, res) => {
    const own = await ownReport(deps, personOf(req)?.id ?? null, param(req, 'id'));
    const { about } = own;
    const hackathon = (await hackathonById(deps.db, about.hackathon_id))!;
    const locals = {
      report: own.report,
      about,
      kind: req.t(`moderation.kinds.${about.kind}`),
      back: await wayBack(deps, reportables, own.report.reporter_id, about),
      // `link` is a word of the notices that stand on the page.
      privateLink: own.link ? `${deps.origins.base}/reports/${reportToken(deps, own.report.id)}` : null,
      zone: hackathon.zone,
    };
    await show(req, res, 'moderation/report', locals, { hackathonId: hackathon.id });
  });

  const ownPage: RequestHandler = async (req, res) => {
    const person = requirePerson(req);
    const about = await ownDecision(deps, person, param(req, 'id'));
    const hackathon = (await hackathonById(deps.db, about.hackathon_id))!;
    const mutes = await mutesOf(deps.db, hackathon.id, await deps.clock.now(deps.db));
    const locals = {
      about,
      excerpt: (await reportById(deps.db, about.id))?.excerpt ?? '',
      kind: req.t(`moderation.kinds.${about.kind}`),
      mute: mutes.find((mute) => mute.case_id === about.id && mute.person_id === person.id),
      newName: namedBy(about, person),
      hackathon,
    };
    await show(req, res, 'moderation/decision', locals, { hackathonId: hackathon.id });
  };
  site.get('/reports/:id/decision', { who: 'author' }, ownPage);
  site.post(
    '/reports/:id/objection',
    { who: 'author' },
    orFormAgain(ownPage, async (req, res) => {
      const { reason } = read(objectionInput, req);
      const about = await object(deps, requirePerson(req), param(req, 'id'), reason);
      done(req, res, `/reports/${about.id}/decision`, { id: about.id, said: 'moderation.said.objected' });
    }),
  );

  const queueOf = async (req: Request, slug: string) => {
    const person = requirePerson(req);
    const hackathon = await hackathonBySlug(deps.db, slug);
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, person.id) : [];
    requireVisible(hackathon, roles);
    if (!roles.includes('moderator') && !roles.includes('organiser'))
      throw new Forbidden('moderation.refused.moderators');
    return { person, hackathon, roles };
  };

  async function showQueue(req: Request, res: Parameters<RequestHandler>[1], slug: string) {
    const { person, hackathon, roles } = await queueOf(req, slug);
    const staff = await staffOf(deps.db, hackathon.id);
    const now = await deps.clock.now(deps.db);
    const moderates = roles.includes('moderator') || staff.moderators.length === 0;
    const all: CaseView[] = [];
    for (const one of await casesOf(deps.db, hackathon.id, QUEUE)) {
      const href = await placeFor(deps, reportables, person, one);
      all.push(caseView(req, one, { personId: person.id, href, staff, reportables, now }));
    }
    // Where others moderate, organisers read only what is theirs to decide.
    const cases = moderates ? all : all.filter((one) => one.can.decide || one.can.hear);
    const locals = {
      hackathon,
      moderates,
      counts: await countsOf(deps.db, hackathon.id),
      cases,
      mutes: moderates ? named(await mutesOf(deps.db, hackathon.id, now)) : [],
      me: person.id,
      rules: RULES,
      decisions: DECISIONS,
      muteLengths: MUTE_LENGTHS,
      refused: req.form ? param(req, 'id') : '',
    };
    await show(req, res, 'moderation/queue', locals, { hackathonId: hackathon.id });
  }
  site.get('/hackathons/:h/reports', { who: ['moderator', 'organiser'] }, (req, res) =>
    showQueue(req, res, param(req, 'h')),
  );
  const queueOfReport: RequestHandler = async (req, res) => {
    const known = await reportById(deps.db, param(req, 'id'));
    const about = known && (await caseById(deps.db, known.case_id));
    const hackathon = about && (await hackathonById(deps.db, about.hackathon_id));
    if (!hackathon) throw new NotFound();
    await showQueue(req, res, hackathon.slug);
  };
  const queueAt = (slug: string) => `/hackathons/${slug}/reports`;

  site.post(
    '/reports/:id/decision',
    { who: 'moderator' },
    orFormAgain(queueOfReport, async (req, res) => {
      const input = read(decisionInput, req);
      const { about, slug } = await decide(deps, reportables, requirePerson(req), param(req, 'id'), input);
      const more = { id: about.id, decision: about.decision, said: 'moderation.said.decided' };
      done(req, res, queueAt(slug), more);
    }),
  );
  site.post(
    '/reports/:id/outcome',
    { who: ['moderator', 'organiser'] },
    orFormAgain(queueOfReport, async (req, res) => {
      const input = read(outcomeInput, req);
      const person = requirePerson(req);
      const { about, slug } = await hearObjection(deps, reportables, person, param(req, 'id'), input);
      const more = { id: about.id, outcome: about.outcome, said: 'moderation.said.heard' };
      done(req, res, queueAt(slug), more);
    }),
  );
  site.post('/mutes/:id/end', { who: 'moderator' }, async (req, res) => {
    read(noFields, req);
    const { slug } = await endMute(deps, requirePerson(req), param(req, 'id'));
    done(req, res, queueAt(slug), {
      id: param(req, 'id'),
      said: 'moderation.said.muteEnded',
    });
  });
  return site;
}
