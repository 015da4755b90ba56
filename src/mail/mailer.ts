// The way out by mail. Without SMTP_URL there is none, and nothing is queued for it.
import { createTransport } from 'nodemailer';

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** Where one click, and a page, end these mails for the reader. */
  unsubscribe?: string;
}

export interface Mailer {
  readonly enabled: boolean;
  send(from: string, letter: Letter): Promise<void>;
}

const SECONDS = 1000;

/** What a person typed never becomes a line of its own. */
const oneLine = (text: string) => text.replace(/\p{Cc}+/gu, ' ').trim();

export function createMailer(smtpUrl: string | undefined): Mailer {
  if (!smtpUrl) {
    return {
      enabled: false,
      send: () => Promise.reject(new Error('mail without SMTP_URL')),
    };
  }
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    // A password never goes over a line that somebody in between kept from being encrypted.
    requireTLS: !secure && url.username !== '',
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: 10 * SECONDS,
    greetingTimeout: 10 * SECONDS,
    socketTimeout: 20 * SECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    enabled: true,
    async send(from, letter) {
      await transport.sendMail({
        from,
        to: { name: '', address: oneLine(letter.to) },
        subject: oneLine(letter.subject),
        text: letter.text,
        html: letter.html,
        messageId: letter.messageId,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(letter.unsubscribe
            ? {
                'List-Unsubscribe': `<${letter.unsubscribe}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }
            : {}),
        },
      });
    },
  };
}
