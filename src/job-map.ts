// The job map: one line a kind of work that is done after the answer.
import type { Deps } from './deps';
import { waitingEnds } from './features/invitations/invitations.work';
import { mailWork } from './features/mails/mails.work';
import { reminders } from './features/office-hours/office-hours.work';
import { offering } from './features/placement/placement.work';
import { takingOver } from './features/rosters/rosters.work';
import { freezing } from './features/rounds/rounds.work';
import { housekeeping } from './jobs/housekeeping';
import type { Handler } from './jobs/worker';
import { MAIL_JOB } from './mail/mail.queue';

export function jobMap(deps: Deps): Record<string, Handler> {
  return {
    // Without a way out mails wait for one.
    ...(deps.mail.enabled ? { [MAIL_JOB]: mailWork(deps) } : {}),
    housekeeping: housekeeping(deps),
    reminders: reminders(deps),
    freezing: freezing(deps),
    offering: offering(deps),
    takingOver: takingOver(deps),
    waitingEnds: waitingEnds(deps),
  };
}
