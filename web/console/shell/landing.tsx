import { Navigate } from '@tanstack/react-router';
import { landsOnOwnLooks } from '../own-looks/view.ts';
import { useStaff } from '../signed-in.tsx';
import { TodayPage } from '../today/page.tsx';

/** Where everybody starts: whoever works here with what needs them; whoever is supervised with what was done with their data. */
export function Landing() {
  const staff = useStaff();
  return landsOnOwnLooks(staff) ? <Navigate to="/own-looks" replace /> : <TodayPage />;
}
