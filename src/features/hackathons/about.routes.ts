// Who runs a hackathon, who pays, who decides: shown to everybody, written by its organisers.
import type { Request, RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { LOCALES } from '../../i18n/locales';
import { done, orFormAgain } from '../../web/answers';
import { read } from '../../web/forms';
import { param, personOf, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { withUpload } from '../../web/upload';
import { changeAbout, changeEmblem, removeEmblem } from './about.actions';
import { aboutInput } from './about.input';
import { emblemOf } from './about.queries';
import { funderOf } from './about.view';
import { organisersOnly } from './hackathons.guard';
import { nothingInput } from './hackathons.input';
import { hackathonBySlug, peopleWithRole, rolesOf } from './hackathons.queries';
import { requireVisible } from './hackathons.rights';

export function addAbout(site: Site, deps: Deps): void {
  const visible = async (req: Request) => {
    const hackathon = await hackathonBySlug(deps.db, param(req, 'h'));
    const roles = hackathon ? await rolesOf(deps.db, hackathon.id, personOf(req)?.id ?? null) : [];
    requireVisible(hackathon, roles);
    return { hackathon, roles };
  };

  const page: RequestHandler = async (req, res) => {
    const { hackathon, roles } = await visible(req);
    const locals = {
      hackathon,
      about: hackathon.about,
      paidBy: funderOf(hackathon),
      authorities: (await peopleWithRole(deps.db, hackathon.id, 'authority')).flatMap(
        ({ organisation }) => organisation ?? [],
      ),
      textLanguages: LOCALES.map(({ tag }) => tag),
      can: { organise: roles.includes('organiser') },
    };
    await show(req, res, 'hackathons/about', locals, { hackathonId: hackathon.id });
  };
  site.get('/hackathons/:h/about', { who: 'anyone' }, page);
  site.post(
    '/hackathons/:h/about',
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(page, async (req, res) => {
      const { slug } = await changeAbout(deps, requirePerson(req), param(req, 'h'), read(aboutInput, req));
      done(req, res, `/hackathons/${slug}/about`, { said: 'hackathons.said.about' });
    }),
  );

  site.get('/hackathons/:h/emblem', { who: 'anyone' }, async (req, res) => {
    const { hackathon } = await visible(req);
    const picture = await emblemOf(deps.db, hackathon.id);
    if (!picture) throw new NotFound();
    // Its address changes with its bytes; before the opening it is not for everybody.
    const lasting = hackathon.opened_at !== null && queryText(req, 'v') === picture.sha256.slice(0, 16);
    res.set({
      'Content-Type': picture.type,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'no-store',
    });
    res.send(picture.bytes);
  });
  site.post(
    '/hackathons/:h/emblem',
    { who: 'organiser' },
    organisersOnly(deps),
    orFormAgain(page, async (req, res) => {
      const person = requirePerson(req);
      const { slug } = await withUpload(req, res, deps.files, (received) =>
        changeEmblem(deps, person, param(req, 'h'), received),
      );
      done(req, res, `/hackathons/${slug}/about`, { said: 'hackathons.said.emblem', made: true });
    }),
  );
  site.post('/hackathons/:h/emblem/removal', { who: 'organiser' }, organisersOnly(deps), async (req, res) => {
    read(nothingInput, req);
    const { slug } = await removeEmblem(deps, requirePerson(req), param(req, 'h'));
    done(req, res, `/hackathons/${slug}/about`, { said: 'hackathons.said.emblemGone' });
  });
}
