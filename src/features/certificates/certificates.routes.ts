// The doors of certificates: the form, the paper to print, and the public page where a kept one is checked.
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { Forbidden, NotFound } from '../../errors';
import { listOf, PAPER_LOCALES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { noFields } from '../../web/fields';
import { read } from '../../web/forms';
import { codeOf } from '../../web/qr';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { hackathonById, hackathonBySlug, peopleWithRole } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { keepCertificate, ownCertificate, takeBack } from './certificates.actions';
import { certificateInput, NAME_LIMIT } from './certificates.input';
import { certificateById, certificatesOf, deedsOf } from './certificates.queries';
import type { CertificateRow, Facts } from './certificates.tables';
import { nameSize, paperOf } from './certificates.view';

export function certificatesRoutes(deps: Deps): Site {
  const site = createSite('certificates');
  const form = showForm(deps);

  site.get('/hackathons/:h/certificate', { who: 'signed-in' }, form);
  site.post(
    '/hackathons/:h/certificate',
    { who: 'signed-in' },
    orFormAgain(form, async (req, res) => {
      const person = requirePerson(req);
      const { hackathon, facts } = await ownDeeds(deps, req);
      const { role, name, keep, language = req.locale } = read(certificateInput, req);
      const deeds = facts.find((one) => one.role === role);
      if (!deeds) throw new Forbidden('certificates.refused.nothing');
      if (!keep) return showPaper(deps, req, res, { hackathon, facts: deeds, name, language, kept: null });
      const given = { hackathonId: hackathon.id, name, language, facts: deeds };
      const { id, made } = await keepCertificate(deps, person, given);
      done(req, res, `/certificates/${id}/paper`, { id, made, said: 'certificates.said.kept' });
    }),
  );

  site.get('/certificates/:token/paper', { who: 'signed-in' }, async (req, res) => {
    const row = await ownCertificate(deps.db, param(req, 'token'), requirePerson(req).id);
    if (!row.facts || row.name === null) throw new NotFound();
    const hackathon = (await hackathonById(deps.db, row.hackathon_id))!;
    const { facts, name, language } = row;
    await showPaper(deps, req, res, { hackathon, facts, name, language, kept: row });
  });
  site.post('/certificates/:token/withdrawal', { who: 'signed-in' }, async (req, res) => {
    read(noFields, req);
    const row = await takeBack(deps, requirePerson(req), param(req, 'token'));
    const { slug } = (await hackathonById(deps.db, row.hackathon_id))!;
    const said = 'certificates.said.takenBack';
    done(req, res, `/hackathons/${slug}/certificate`, { id: row.id, said });
  });

  site.get('/certificates/:token', { who: 'anyone' }, async (req, res) => {
    res.set('X-Robots-Tag', 'noindex, nofollow, noarchive');
    await deps.limits.checks.count(req.ip ?? '');
    const row = await certificateById(deps.db, param(req, 'token'));
    const hackathon = row && (await hackathonById(deps.db, row.hackathon_id));
    if (!row || !hackathon) throw new NotFound();
    const { facts, language } = row;
    const paper = facts && (await paperFor(deps, language, hackathon, facts));
    // What it says, also for those who do not read its language.
    const other = facts && language !== req.locale;
    const inOurs = other ? await paperFor(deps, req.locale, hackathon, facts) : null;
    const { id, name, issued_at, withdrawn_at } = row;
    const locals = { id, zone: hackathon.zone, name, issued_at, withdrawn_at, paper, inOurs };
    await show(req, res, 'certificates/check', locals);
  });
  return site;
}

/** What the reader can have a certificate for; where nothing is published there is no such page. */
async function ownDeeds(deps: Deps, req: Request) {
  const person = requirePerson(req);
  const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
  if (!hackathon) throw new NotFound();
  const { facts, published } = await deedsOf(deps.db, hackathon.id, person.id);
  if (!published) throw new NotFound();
  return { hackathon, facts };
}

function showForm(deps: Deps): RequestHandler {
  return async (req, res) => {
    const { hackathon, facts } = await ownDeeds(deps, req);
    const kept = await certificatesOf(deps.db, hackathon.id, requirePerson(req).id);
    const locals = {
      hackathon,
      limit: NAME_LIMIT,
      papers: PAPER_LOCALES,
      deeds: await Promise.all(
        facts.map(async (one) => ({ role: one.role, ...(await paperFor(deps, req.locale, hackathon, one)) })),
      ),
      kept: kept.map(({ id, role, language, name, issued_at }) => ({ id, role, language, name, issued_at })),
    };
    await show(req, res, 'certificates/form', locals, { hackathonId: hackathon.id });
  };
}

async function paperFor(deps: Deps, language: string, hackathon: HackathonRow, facts: Facts) {
  const organisers = hackathon.about.run_by
    ? []
    : (await peopleWithRole(deps.db, hackathon.id, 'organiser')).map((one) => one.display_name);
  return paperOf(facts, hackathon, listOf(organisers, language), language);
}

interface Printed {
  hackathon: HackathonRow;
  facts: Facts;
  /** Empty: a line to write on. */
  name: string;
  language: string;
  /** With an address to check it at. */
  kept: CertificateRow | null;
}

async function showPaper(
  deps: Deps,
  req: Request,
  res: Response,
  { hackathon, facts, name, language, kept }: Printed,
): Promise<void> {
  const person = requirePerson(req);
  const { roster } = await deedsOf(deps.db, hackathon.id, person.id);
  const address = kept && `${deps.origins.base}/certificates/${kept.id}`;
  const locals = {
    hackathon: { slug: hackathon.slug, weave_seed: hackathon.weave_seed },
    name,
    size: nameSize(name),
    paper: await paperFor(deps, language, hackathon, facts),
    roster: facts.role === 'participant' ? roster : null,
    seed: person.weave_seed,
    address,
    code: address && codeOf(address),
  };
  await show(req, res, 'certificates/paper', locals, { hackathonId: hackathon.id });
}
