import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ActionIcon, Button, Popover, SegmentedControl, Switch, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout, IconShieldLock, IconUserCircle, IconVolume } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { setPreference, usePreferences } from '../../ui/preferences.ts';
import { soundAlarm, unlockSound } from '../live/tone.ts';
import { may, useStaff } from '../signed-in.tsx';
import { LanguageChoice } from './language-choice.tsx';
import classes from './menu.module.css';
import { useSignOut } from './sign-out.tsx';

/** Who I am, how it looks and sounds, and the way out. */
export function PersonalMenu({ showKeys }: { readonly showKeys: () => void }) {
  const staff = useStaff();
  const [opened, setOpened] = useState(false);
  const signOut = useSignOut(staff.id);
  const choose = (action: () => void) => () => {
    setOpened(false);
    action();
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={290}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          size="lg"
          aria-label={t`Settings and account`}
          onClick={() => setOpened(!opened)}
        >
          <IconUserCircle size={22} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu} aria-label={t`Settings and account`}>
        <p className={classes.who}>
          <strong>{staff.name}</strong>
          <span>{staff.email}</span>
        </p>
        <Choices />
        <div className={classes.links}>
          <Button
            component={Link}
            to="/security"
            variant="subtle"
            justify="start"
            leftSection={<IconShieldLock size={18} aria-hidden />}
            onClick={() => setOpened(false)}
          >
            <Trans>Sign-in and security</Trans>
          </Button>
          <Button
            variant="subtle"
            justify="start"
            leftSection={<IconKeyboard size={18} aria-hidden />}
            onClick={choose(showKeys)}
          >
            <Trans>Keyboard</Trans>
          </Button>
          <Button
            variant="subtle"
            justify="start"
            leftSection={<IconLogout size={18} aria-hidden />}
            onClick={choose(() => void signOut())}
          >
            <Trans>Sign out</Trans>
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Choices() {
  const chosen = usePreferences();
  const staff = useStaff();
  const { setColorScheme } = useMantineColorScheme();
  const [silent, setSilent] = useState(false);
  const test = () => {
    unlockSound();
    // The context needs a moment to start after the first touch.
    setTimeout(() => setSilent(!soundAlarm()), 120);
  };
  return (
    <div className={classes.choices}>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t`Colours`}
        value={chosen.scheme}
        onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        data={[
          { value: 'auto', label: t`Automatic` },
          { value: 'light', label: t`Light` },
          { value: 'dark', label: t`Dark` },
        ]}
      />
      <LanguageChoice label={t`Language`} />
      {may(staff, 'alerts.read') && (
        <>
          <div className={classes.sound}>
            <Switch
              label={t`Sound at urgent alerts`}
              checked={chosen.sound}
              onChange={(event) => setPreference('sound', event.currentTarget.checked)}
            />
            <ActionIcon variant="default" aria-label={t`Try the sound`} onClick={test}>
              <IconVolume size={17} aria-hidden />
            </ActionIcon>
          </div>
          {silent && (
            <p className={classes.silent} role="status">
              <Trans>This browser gives no sound.</Trans>
            </p>
          )}
          <Switch
            label={t`Number of new alerts in the title`}
            checked={chosen.title}
            onChange={(event) => setPreference('title', event.currentTarget.checked)}
          />
        </>
      )}
      <Switch
        label={t`Single keys as commands`}
        checked={chosen.keys}
        onChange={(event) => setPreference('keys', event.currentTarget.checked)}
      />
    </div>
  );
}
