// The page door of e-mail addresses: giving one, confirming it, wanting mail or not; the links need no sign-in.
import type { RequestHandler } from 'express';
import type { Deps } from '../../deps';
import { NotFound } from '../../errors';
import { done } from '../../web/answers';
import { read } from '../../web/forms';
import { param, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import type { Site } from '../../web/site';
import { addressOf } from './accounts.browser';
import {
  changeEmail,
  confirmEmail,
  liveConfirmation,
  personOfToken,
  removeEmail,
  sendConfirmationAgain,
  wantMail,
} from './accounts.email.actions';
import { emailInput, mailWantedInput, nothingInput } from './accounts.input';

/** `orAgain` shows the account page with the refused form. */
export function emailRoutes(site: Site, deps: Deps, orAgain: (run: RequestHandler) => RequestHandler): void {
  // A refused form stands at this path; choosing a language there is a GET.
  site.get('/account/email', { who: 'signed-in' }, (_req, res) => res.redirect(303, '/account'));
  site.post(
    '/account/email',
    { who: 'signed-in' },
    orAgain(async (req, res) => {
      const person = requirePerson(req);
      await changeEmail(deps, person, { ...read(emailInput, req), address: addressOf(req) });
      const said = deps.mail.enabled ? 'mails.said.confirm' : 'mails.said.kept';
      done(req, res, '/account', { said });
    }),
  );

  site.post('/account/email-removal', { who: 'signed-in' }, async (req, res) => {
    read(nothingInput, req);
    await removeEmail(deps, requirePerson(req));
    done(req, res, '/account', { said: 'accounts.said.email' });
  });

  site.post('/account/email-confirmation', { who: 'signed-in' }, async (req, res) => {
    read(nothingInput, req);
    await sendConfirmationAgain(deps, requirePerson(req));
    done(req, res, '/account', { said: 'mails.said.confirm' });
  });

  site.post('/account/mail', { who: 'signed-in' }, async (req, res) => {
    const { wanted } = read(mailWantedInput, req);
    await wantMail(deps, requirePerson(req), wanted);
    done(req, res, '/account', { said: wanted ? 'mails.said.wanted' : 'mails.said.unwanted' });
  });

  site.get('/email/:token', { who: 'anyone' }, async (req, res) => {
    const { address } = await liveConfirmation(deps, param(req, 'token'));
    await show(req, res, 'mails/confirm', { address, token: param(req, 'token') });
  });

  site.post('/email/:token', { who: 'anyone' }, async (req, res) => {
    read(nothingInput, req);
    await confirmEmail(deps, param(req, 'token'));
    done(req, res, '/', { said: 'mails.said.confirmed' });
  });

  const known = (token: string) => {
    const personId = personOfToken(deps, token);
    if (personId === null) throw new NotFound();
    return personId;
  };

  site.get('/unsubscribe/:token', { who: 'anyone' }, async (req, res) => {
    known(param(req, 'token'));
    await show(req, res, 'mails/unsubscribe', { token: param(req, 'token') });
  });

  // Mail programs send this by themselves, with fields of their own: the signature in the address is enough.
  site.post('/unsubscribe/:token', { who: 'anyone' }, async (req, res) => {
    await wantMail(deps, { id: known(param(req, 'token')) }, false);
    done(req, res, '/', { said: 'mails.said.unwanted' });
  });
}
