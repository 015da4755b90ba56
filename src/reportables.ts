// What can be reported: one line a kind of thing. Moderation asks here and knows nothing of the features below.
import { certificateReportable } from './features/certificates/certificates.reportables';
import { challengeReportable } from './features/challenges/challenges.reportables';
import { remarkReportable } from './features/exercise/exercise.reportables';
import { helpReportable } from './features/help/help.reportables';
import { evidenceReportable } from './features/inquiry/inquiry.reportables';
import { messageReportable } from './features/messages/messages.reportables';
import { hackathonReportable } from './features/moderation/moderation.reportables';
import type { Reportable } from './features/moderation/moderation.tables';
import { slotReportable } from './features/office-hours/office-hours.reportables';
import { recommendationReportable } from './features/recommendations/recommendations.reportables';
import { juryWordsReportable, submissionReportable } from './features/results/results.reportables';
import { removalReportable } from './features/rosters/rosters.reportables';
import { feedbackReportable, fileReportable } from './features/submissions/submissions.reportables';
import { personReportable, teamReportable } from './features/teams/teams.reportables';

export const reportables: readonly Reportable[] = [
  hackathonReportable,
  challengeReportable,
  evidenceReportable,
  teamReportable,
  personReportable,
  removalReportable,
  feedbackReportable,
  fileReportable,
  messageReportable,
  helpReportable,
  slotReportable,
  submissionReportable,
  recommendationReportable,
  certificateReportable,
  juryWordsReportable,
  remarkReportable,
];
