// A mail in words: the sentence, one link, who gets it and how to end it; as text and as plain HTML.
import path from 'node:path';
import ejs from 'ejs';
import type { Deps } from '../../deps';
import { isLocale, localeInfo, translator } from '../../i18n/locales';
import type { Letter } from '../../mail/mailer';
import { ROOT } from '../../root';
import { render } from '../../web/views';
import { confirmationToken, unsubscribeToken } from '../accounts/accounts.email.actions';
import { invitationToken } from '../hackathons/invitations.actions';
import { noticeText, sentence } from '../notices/notices.text';
import { LETTERS, type ReadyMail } from './mails.tables';

const LONGEST_SUBJECT = 120;

const isLetter = (kind: string) => (LETTERS as readonly string[]).includes(kind);

export const mailLocale = (mail: ReadyMail): string =>
  [mail.reader_locale, mail.locale].find(isLocale) ?? 'en';

/** What it is about, in one line. */
export function mailSubject(mail: ReadyMail, locale: string): string {
  const text = isLetter(mail.kind)
    ? sentence(`mails.letter.${mail.kind}.subject`, mail, locale)
    : noticeText(mail, locale);
  const letters = [...text.replace(/\p{Cc}+/gu, ' ')];
  return letters.length > LONGEST_SUBJECT
    ? `${letters.slice(0, LONGEST_SUBJECT - 1).join('')}…`
    : letters.join('');
}

function pathOf(deps: Deps, { params, href }: ReadyMail): string {
  if (params.confirmation) return `/email/${confirmationToken(deps, params.confirmation)}`;
  if (params.invitation) return `/invitations/${invitationToken(deps, params.invitation)}`;
  return href;
}

/** In plain text nothing has to be escaped. */
const plainText = (it: Record<string, unknown>): Promise<string> =>
  ejs.renderFile(path.join(ROOT, 'views/mail/letter.text.ejs'), it, {
    cache: true,
    _with: false,
    localsName: 'it',
    escape: String,
  } as ejs.Options);

export async function letterOf(deps: Deps, mail: ReadyMail, to: string): Promise<Letter> {
  const locale = mailLocale(mail);
  const t = translator(locale);
  const { base } = deps.origins;
  const subject = mailSubject(mail, locale);
  const own = isLetter(mail.kind);
  const unsubscribe =
    mail.person_id && mail.address === null
      ? `${base}/unsubscribe/${unsubscribeToken(deps, mail.person_id)}`
      : null;
  const it = {
    t,
    locale,
    dir: localeInfo(locale).dir,
    subject,
    text: own ? sentence(`mails.letter.${mail.kind}.text`, mail, locale) : noticeText(mail, locale),
    link: base + pathOf(deps, mail),
    act: t(own ? `mails.letter.${mail.kind}.act` : 'mails.letter.open'),
    why: t(unsubscribe ? 'mails.letter.why' : 'mails.letter.whyOnce', { host: new URL(base).host }),
    unsubscribe,
  };
  return {
    to,
    subject,
    messageId: mail.message_id,
    text: await plainText(it),
    html: render('mail/letter', it),
    ...(unsubscribe ? { unsubscribe } : {}),
  };
}
