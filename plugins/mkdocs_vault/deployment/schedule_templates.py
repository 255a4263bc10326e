"""The texts of the scheduled deploys; `schedules` fills in the words between `@` signs."""

from __future__ import annotations

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

SYSTEMD_SERVICE = """\
# One deploy. Start it by hand with `systemctl start mkdocs-vault`, read what it said with `journalctl -u mkdocs-vault`.
[Unit]
Description=Publish the vault
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User=@USER@
ExecStart=@PYTHON@ -m mkdocs_vault.deployment deploy --config @CONFIG@
Environment=PATH=@PATH@ LC_ALL=C.UTF-8
# 75: another run is going on, or the remote can't be reached. The next run tries again; `mkdocs-vault status` tells since when.
SuccessExitStatus=75
# Longer than the deadlines of the settings together: systemd is only the last resort.
TimeoutStartSec=@SECONDS@
# Whatever a killed run has started goes with it.
KillMode=control-group
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
LockPersonality=yes
ReadWritePaths=@WRITABLE@
UMask=0022
"""

SYSTEMD_TIMER = """\
# Every @MINUTES@ minutes. A machine that slept makes up for all missed runs with one.
[Unit]
Description=Publish the vault, again and again

[Timer]
OnBootSec=1min
OnUnitInactiveSec=@MINUTES@min
RandomizedDelaySec=15
Persistent=true

[Install]
WantedBy=timers.target
"""

SYSTEMD_WEBHOOK = """\
# Only if a forge shall wake the deploy: it needs `webhook.secrets_file` in the settings, and a web server that passes the path on.
[Unit]
Description=Wait for the forge to say that something was pushed
Wants=network-online.target
After=network-online.target

[Service]
User=@USER@
ExecStart=@PYTHON@ -m mkdocs_vault.deployment webhook --config @CONFIG@
Environment=PATH=@PATH@ LC_ALL=C.UTF-8
Restart=on-failure
RestartSec=10
KillMode=control-group
NoNewPrivileges=yes
PrivateTmp=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=read-only
RestrictSUIDSGID=yes
LockPersonality=yes
ReadWritePaths=@WRITABLE@
UMask=0022

[Install]
WantedBy=multi-user.target
"""

SYSTEMD_STEPS = """\
Next:
  sudo cp mkdocs-vault.service mkdocs-vault.timer /etc/systemd/system/
  sudo systemctl daemon-reload
  sudo systemctl enable --now mkdocs-vault.timer
With the webhook also: sudo cp mkdocs-vault-webhook.service /etc/systemd/system/, then enable it in the same way."""

CRON = """\
# Publish the vault. cron gives nearly nothing, so everything that is needed stands here.
# --quiet: only warnings and errors are printed, and cron mails them.
SHELL=/bin/sh
PATH=@PATH@
HOME=@HOME@
LC_ALL=C.UTF-8
@TIMES@ @COMMAND@
"""

CRON_STEPS = """\
Next:
  (crontab -l 2>/dev/null; cat mkdocs-vault.cron) | crontab -"""

GITHUB_SITE = """\
# For the repository of the SITE (mkdocs.yml, deploy.yml). It reads the private repository of the VAULT and publishes to GitHub Pages.
#
# Secrets of this repository (Settings, Secrets and variables, Actions):
#   VAULT_TOKEN   a fine-grained personal access token: only the vault's repository, only "Contents: read-only"
# In deploy.yml:
#   vault: {remote: https://github.com/YOU/VAULT.git}
#   publish: {folder: public, keep: 1}
# Settings, Pages, Source: "GitHub Actions".
name: Publish the vault

on:
  # Scheduled runs start late or not at all when GitHub is busy, and only on the default branch. The vault's own push
  # (repository_dispatch, see wake-site.yml) is quicker; the schedule is the safety net.
  schedule:
    - cron: "@TIMES@"
  repository_dispatch:
    types: [vault-changed]
  workflow_dispatch:
  push:
    branches: [main]

# Read the code, publish the pages, and keep this schedule alive (see the last step).
permissions:
  contents: read
  pages: write
  id-token: write
  actions: write

# One run at a time, and never stop one that is publishing; of those that wait only the newest is kept.
concurrency:
  group: publish
  cancel-in-progress: false

jobs:
  publish:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    environment:
      name: github-pages
      url: ${{ steps.pages.outputs.page_url }}
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
          cache: pip
          cache-dependency-path: requirements.txt
      - run: pip install -r requirements.txt

      # What was published last, so that a run without news does nothing and a mass deletion is noticed. Never put the mirror
      # (.vault-state/mirror.git) into a cache: workflows of pull requests from forks can read caches, and it is your private vault.
      - uses: actions/cache/restore@v4
        with:
          path: |
            public
            .vault-state/state.json
          key: published-${{ github.run_id }}
          restore-keys: published-

      - id: deploy
        env:
          VAULT_TOKEN: ${{ secrets.VAULT_TOKEN }}
          VAULT_DEPLOY__VAULT__CREDENTIALS_FILE: ${{ runner.temp }}/vault-token
        run: |
          umask 077
          printf 'x-access-token:%s\\n' "$VAULT_TOKEN" > "$VAULT_DEPLOY__VAULT__CREDENTIALS_FILE"
          before=$(readlink public/current || true)
          mkdocs-vault deploy --config @CONFIG@
          mkdocs-vault purge --config @CONFIG@
          rm -f "$VAULT_DEPLOY__VAULT__CREDENTIALS_FILE"
          if [ "$before" != "$(readlink public/current)" ]; then echo "changed=yes" >> "$GITHUB_OUTPUT"; fi

      - if: steps.deploy.outputs.changed == 'yes' || github.event_name == 'workflow_dispatch'
        uses: actions/upload-pages-artifact@v3
        with:
          path: public/current/
      - id: pages
        if: steps.deploy.outputs.changed == 'yes' || github.event_name == 'workflow_dispatch'
        uses: actions/deploy-pages@v4
      # Only after the pages are out: a run that failed before this tries again.
      - if: steps.deploy.outputs.changed == 'yes'
        uses: actions/cache/save@v4
        with:
          path: |
            public
            .vault-state/state.json
          key: published-${{ github.run_id }}

      # GitHub stops the schedule of a public repository after 60 days without a commit there, and pushes to the vault don't count.
      # Enabling the workflow again, which is allowed to itself, starts the 60 days anew.
      - if: github.event_name == 'schedule'
        env:
          GH_TOKEN: ${{ github.token }}
        run: gh workflow enable publish.yml --repo "$GITHUB_REPOSITORY"
"""

GITHUB_VAULT = """\
# For the repository of the VAULT: tells the site's repository that there is something new. Nothing of a note is sent.
#
# Secret of the vault's repository:
#   SITE_TOKEN   a fine-grained personal access token: only the site's repository, only "Contents: read and write"
#                (that is what GitHub asks for repository_dispatch; the token of this workflow can't start workflows elsewhere)
# Replace YOU/SITE.
name: Wake the site

on:
  push:
    branches: [main]

permissions: {}

concurrency:
  group: wake
  cancel-in-progress: true

jobs:
  wake:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - env:
          GH_TOKEN: ${{ secrets.SITE_TOKEN }}
        run: gh api repos/YOU/SITE/dispatches -f event_type=vault-changed
"""

GITHUB_STEPS = """\
Next:
  1. .github/workflows/publish.yml belongs to the site's repository, with mkdocs.yml, deploy.yml (@CONFIG@) and a requirements.txt
     that holds mkdocs-vault and a fixed version of it.
  2. for-the-vault/.github/workflows/wake-site.yml belongs to the vault's repository: move it there, and name your site in it.
  3. The secrets and the settings of the pages are told at the top of both files."""

GITLAB = """\
# For the project of the SITE (mkdocs.yml, deploy.yml). It reads the private project of the VAULT and publishes with GitLab Pages.
#
# The vault's project: Settings, CI/CD, Job token permissions: add this project. No other token is needed then.
# In deploy.yml:
#   vault: {remote: https://gitlab.com/YOU/VAULT.git}
#   publish: {folder: published, keep: 1}
# Build, Pipeline schedules: a new schedule with "@TIMES@".
# To publish at once after a push to the vault, give its project a trigger token of this one (Settings, CI/CD, Pipeline triggers)
# and call it there: curl --fail -F token=$TOKEN -F ref=main https://gitlab.com/api/v4/projects/ID/trigger/pipeline
pages:
  image: python:3.12-slim
  # A schedule, a trigger, a click, or a change of the site itself; never a merge request, which could print the notes.
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      when: never
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  # One at a time; the newest of those that wait.
  resource_group: pages
  interruptible: false
  timeout: 30 minutes
  # What was published last: a mass deletion is noticed. Not the mirror, which is your private vault.
  cache:
    key: published
    paths:
      - published/
      - .vault-state/state.json
      - .cache/pip
  variables:
    PIP_CACHE_DIR: $CI_PROJECT_DIR/.cache/pip
    VAULT_DEPLOY__VAULT__CREDENTIALS_FILE: /tmp/vault-token
  before_script:
    - apt-get update -qq && apt-get install -y -qq --no-install-recommends git ca-certificates
    - pip install -q -r requirements.txt
  script:
    - (umask 077; printf 'gitlab-ci-token:%s\\n' "$CI_JOB_TOKEN" > "$VAULT_DEPLOY__VAULT__CREDENTIALS_FILE")
    - mkdocs-vault deploy --config @CONFIG@
    - mkdocs-vault purge --config @CONFIG@
    - rm -rf public && cp -rL published/current public
  artifacts:
    paths:
      - public
    expire_in: 1 week
"""

GITLAB_STEPS = """\
Next:
  1. .gitlab-ci.yml belongs to the site's project, with mkdocs.yml, deploy.yml (@CONFIG@) and requirements.txt.
  2. Job token permissions and the schedule are told at the top of the file."""

FORGEJO = """\
# For the repository of the SITE (mkdocs.yml, deploy.yml) on a Forgejo (Codeberg) or Gitea. It reads the private repository of the VAULT
# and pushes the pages branch.
#
# Secrets of this repository:
#   VAULT_TOKEN   an access token that may read the vault's repository
#   PAGES_TOKEN   an access token that may write this repository (the automatic token is enough where pages are served from it)
# In deploy.yml:
#   vault: {remote: https://codeberg.org/YOU/VAULT.git}
#   publish:
#     folder: public
#     targets: [{type: pages, remote: https://codeberg.org/YOU/SITE.git, branch: pages, credentials_file: /tmp/pages-token}]
name: Publish the vault

on:
  schedule:
    - cron: "@TIMES@"
  workflow_dispatch:
  push:
    branches: [main]

# One run at a time. Forgejo before 11 ignores this; a second push then only finds that there is nothing new.
concurrency:
  group: publish
  cancel-in-progress: false

jobs:
  publish:
    runs-on: docker
    timeout-minutes: 30
    container:
      image: node:22-bookworm
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - run: |
          apt-get update -qq
          apt-get install -y -qq --no-install-recommends git python3 python3-venv
          python3 -m venv /opt/site
          /opt/site/bin/pip install -q -r requirements.txt
      - env:
          VAULT_TOKEN: ${{ secrets.VAULT_TOKEN }}
          PAGES_TOKEN: ${{ secrets.PAGES_TOKEN }}
          VAULT_DEPLOY__VAULT__CREDENTIALS_FILE: /tmp/vault-token
        # A pages branch that has this very site already is not pushed again, so a run without news changes nothing.
        run: |
          umask 077
          printf 'token:%s\\n' "$VAULT_TOKEN" > /tmp/vault-token
          printf 'token:%s\\n' "$PAGES_TOKEN" > /tmp/pages-token
          /opt/site/bin/mkdocs-vault deploy --config @CONFIG@
          rm -f /tmp/vault-token /tmp/pages-token
"""

FORGEJO_STEPS = """\
Next:
  1. .forgejo/workflows/publish.yml belongs to the site's repository, with mkdocs.yml, deploy.yml (@CONFIG@) and requirements.txt.
  2. The secrets are told at the top of the file."""
