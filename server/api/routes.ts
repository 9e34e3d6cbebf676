import { accessRoutes } from './access/routes.ts';
import { accountRequestRoutes } from './account-requests/routes.ts';
import { agencyRoutes } from './agency/routes.ts';
import { alertRoutes } from './alerts/routes.ts';
import { auditRoutes } from './audit/routes.ts';
import { breakGlassRoutes } from './break-glass/routes.ts';
import { bulkExceptionRoutes } from './bulk-exceptions/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { calendarFeedRoutes } from './calendar-feeds/routes.ts';
import { caseloadRoutes } from './caseload/routes.ts';
import { caseloadMoveRoutes } from './caseloads/routes.ts';
import { checkInRoutes } from './check-ins/routes.ts';
import { complaintRoutes } from './complaints/routes.ts';
import { costRoutes } from './costs/routes.ts';
import { destructionRoutes } from './destructions/routes.ts';
import { deviceRoutes } from './devices/routes.ts';
import { disclosureRoutes } from './disclosure/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { enrolmentRoutes } from './enrolment/routes.ts';
import { feedRoutes } from './feed/routes.ts';
import { fileRoutes } from './files/routes.ts';
import { fittingRoutes } from './fittings/routes.ts';
import { hearingRoutes } from './hearings/routes.ts';
import { helpRoutes } from './help/routes.ts';
import { invitationRoutes } from './invitations/routes.ts';
import { letterTemplateRoutes } from './letter-templates/routes.ts';
import { letterRoutes } from './letters/routes.ts';
import { logRoutes } from './log/routes.ts';
import { lookCopyRoutes } from './look-copies/routes.ts';
import { mergeRoutes } from './merges/routes.ts';
import { messageRoutes } from './messages/routes.ts';
import { movementRoutes } from './movement/routes.ts';
import { noticeRoutes } from './notices/routes.ts';
import { officeMoveRoutes } from './office-moves/routes.ts';
import { conditionRoutes } from './orders/condition-routes.ts';
import { orderRoutes } from './orders/routes.ts';
import { questionRoutes } from './oversight/question-routes.ts';
import { oversightRoutes } from './oversight/routes.ts';
import { peopleRoutes } from './people/routes.ts';
import { photoRoutes } from './photos/routes.ts';
import { placeRoutes } from './places/routes.ts';
import { providerAuditRoutes } from './providers/audit-routes.ts';
import { providerRoutes } from './providers/routes.ts';
import { providerTransferRoutes } from './providers/transfer-routes.ts';
import { registerRoutes } from './register/routes.ts';
import { requestRoutes } from './requests/routes.ts';
import { retentionRoutes } from './retention/routes.ts';
import { reviewRoutes } from './reviews/routes.ts';
import type { Route } from './route.ts';
import { passkeyRoutes, wayRoutes } from './session/passkey-routes.ts';
import { sessionRoutes } from './session/routes.ts';
import { stepUpRoutes } from './session/step-up-routes.ts';
import { staffRoutes } from './staff/routes.ts';
import { statisticRoutes } from './statistics/routes.ts';
import { statusRoutes } from './status/routes.ts';
import { stockRoutes } from './stock/routes.ts';
import { supervisionRoutes } from './supervision/routes.ts';
import { suspensionRoutes } from './suspensions/routes.ts';
import { tierCountRoutes } from './tier-counts/routes.ts';
import { todayRoutes } from './today/routes.ts';
import { undoRoutes } from './undo/routes.ts';

/** Everything that the API answers. A route that does not stand here does not exist. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...wayRoutes,
  ...passkeyRoutes,
  ...stepUpRoutes,
  ...invitationRoutes,
  ...staffRoutes,
  ...accountRequestRoutes,
  ...agencyRoutes,
  ...statusRoutes,
  ...alertRoutes,
  ...peopleRoutes,
  ...registerRoutes,
  ...movementRoutes,
  ...enrolmentRoutes,
  ...accessRoutes,
  ...disclosureRoutes,
  ...oversightRoutes,
  ...questionRoutes,
  ...auditRoutes,
  ...supervisionRoutes,
  ...breakGlassRoutes,
  ...calendarRoutes,
  ...caseloadRoutes,
  ...caseloadMoveRoutes,
  ...checkInRoutes,
  ...costRoutes,
  ...destructionRoutes,
  ...deviceRoutes,
  ...stockRoutes,
  ...fittingRoutes,
  ...mergeRoutes,
  ...logRoutes,
  ...messageRoutes,
  ...noticeRoutes,
  ...feedRoutes,
  ...retentionRoutes,
  ...reviewRoutes,
  ...tierCountRoutes,
  ...statisticRoutes,
  ...providerRoutes,
  ...providerTransferRoutes,
  ...providerAuditRoutes,
  ...hearingRoutes,
  ...helpRoutes,
  ...orderRoutes,
  ...conditionRoutes,
  ...todayRoutes,
  ...calendarFeedRoutes,
  ...fileRoutes,
  ...documentRoutes,
  ...photoRoutes,
  ...letterTemplateRoutes,
  ...letterRoutes,
  ...placeRoutes,
  ...suspensionRoutes,
  ...bulkExceptionRoutes,
  ...requestRoutes,
  ...complaintRoutes,
  ...lookCopyRoutes,
  ...undoRoutes,
  ...officeMoveRoutes,
];
