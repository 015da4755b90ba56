// The sign-up form, and the recovery codes that follow it.

import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../../deps';
import { type FieldFault, InvalidInput } from '../../errors';
import { isLocale, localeInfo, translator } from '../../i18n/locales';
import { newId } from '../../ids';
import { done, orFormAgain } from '../../web/answers';
import { cookiesOf } from '../../web/cookies';
import { faultsOf, nest, read } from '../../web/forms';
import { personOf, queryText, requirePerson, wantsJson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { patch } from '../../web/weave';
import { addressOf, safeNext, signIn } from './accounts.browser';
import { forgetShown, rememberShown, shownCodes } from './accounts.codes.browser';
import { draftInput, nothingInput, type SignUpInput, signUpInput } from './accounts.input';
import { suggestName } from './accounts.names';
import { looksLikeEmail, passwordFault } from './accounts.policy';
import { signUp } from './accounts.sign-up.actions';

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const asSeed = (given: unknown) => (/^[0-9a-z]{26}$/.test(text(given)) ? text(given) : newId());
const asInvite = (given: unknown) => (/^[\w.~-]{1,200}$/.test(text(given)) ? text(given) : '');

/** All faults at once: those of the fields and that of the password. */
function readSignUp(req: Request): SignUpInput {
  const body = nest(req.body);
  const parsed = signUpInput.safeParse(body);
  const faults: Record<string, FieldFault> = parsed.success ? {} : faultsOf(parsed.error.issues);
  const about = { login: text(body.login), display_name: text(body.display_name) };
  const fault = passwordFault(text(body.password), about);
  if (fault) faults.password ??= fault;
  if (Object.keys(faults).length > 0 || !parsed.success) throw new InvalidInput(faults);
  return parsed.data;
}

const otherLanguages = (req: Request) => {
  const chosen = [queryText(req, 'lang'), cookiesOf(req).lang].some(isLocale);
  if (chosen) return [];
  return ['en', 'nl', 'ar'].map((tag) => ({
    ...localeInfo(tag),
    welcome: translator(tag)('accounts.signUp.welcome'),
  }));
};

async function page(req: Request, res: Response, values: Record<string, unknown>): Promise<void> {
  const ready = {
    ...values,
    weave_seed: asSeed(values.weave_seed),
    display_name: values.display_name ?? suggestName(req.locale),
    invite: asInvite(values.invite),
    next: safeNext(text(values.next)) ?? '',
  };
  await show(req, res, 'accounts/sign-up', {
    form: { errors: {}, message: '', ...req.form, values: ready },
    languages: req.method === 'GET' ? otherLanguages(req) : [],
  });
}

export function signUpRoutes(site: Site, deps: Deps): void {
  const formPage: RequestHandler = async (req, res) => {
    const given = { next: queryText(req, 'next'), invite: queryText(req, 'invite') };
    if (personOf(req) && !req.form) {
      const invite = asInvite(given.invite);
      return res.redirect(303, invite ? `/invitations/${invite}` : (safeNext(given.next) ?? '/desk'));
    }
    await page(req, res, req.form?.values ?? given);
  };
  site.get('/sign-up', { who: 'anyone' }, formPage);
  // A refused form stands at /accounts; choosing a language there is a GET.
  site.get('/accounts', { who: 'anyone' }, (req, res) => {
    res.redirect(303, `/sign-up${new URL(req.originalUrl, 'http://here').search}`);
  });

  // “Another one” without scripts: the same form with another name or weave, nothing is kept.
  site.post('/sign-up', { who: 'anyone' }, async (req, res) => {
    const { again } = read(draftInput, req);
    const { password: _, again: __, ...values } = (req.body ?? {}) as Record<string, unknown>;
    if (again === 'name') values.display_name = suggestName(req.locale);
    if (again === 'weave') values.weave_seed = newId();
    if (!wantsJson(req)) return page(req, res, values);
    const weave_seed = asSeed(values.weave_seed);
    res.set('Cache-Control', 'no-store');
    res.json({ display_name: values.display_name, weave_seed, patch: patch(weave_seed, { size: 76 }) });
  });

  site.post(
    '/accounts',
    { who: 'anyone' },
    orFormAgain(formPage, async (req, res) => {
      const input = readSignUp(req);
      await deps.limits.signUps.count(addressOf(req));
      const invite = asInvite(input.invite);
      const next = invite ? `/invitations/${invite}` : (safeNext(input.next) ?? '/desk');
      const given = { ...input, weave_seed: asSeed(input.weave_seed) };
      const { known } = await signUp(deps, given, async (trx, { known, codes }) => {
        await signIn(deps, trx, req, res, known);
        await rememberShown(deps, req, trx, { kind: 'own', personId: known.id, ids: codes, next });
      });
      done(req, res, '/recovery-codes', { id: known.id, made: true });
    }),
  );

  site.get('/recovery-codes', { who: 'signed-in' }, async (req, res) => {
    const person = requirePerson(req);
    const shown = await shownCodes(deps, req, 'own', person.id);
    if (!shown) return res.redirect(303, '/account');
    const name = person.display_name;
    await show(req, res, 'accounts/codes', { ...shown, warnsOfName: looksLikeEmail(name) });
  });

  site.get('/recovery-codes.txt', { who: 'signed-in' }, async (req, res) => {
    const person = requirePerson(req);
    const shown = await shownCodes(deps, req, 'own', person.id);
    if (!shown) return res.redirect(303, '/account');
    const heading = req.t('accounts.codes.file', { login: person.login });
    res.set({
      'Cache-Control': 'no-store',
      'Content-Disposition': 'attachment; filename="inquiry-lab-codes.txt"',
    });
    res.type('text/plain; charset=utf-8').send(`${heading}\n\n${shown.codes.join('\n')}\n`);
  });

  site.post('/recovery-codes', { who: 'signed-in' }, async (req, res) => {
    read(nothingInput, req);
    const next = req.session.shown?.kind === 'own' ? req.session.shown.next : '/desk';
    forgetShown(req);
    done(req, res, next);
  });
}
