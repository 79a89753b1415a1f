"""What a pack is on the disk: where its files stand, which versions they have, and what a pack may be."""

RUN = "run.json"
MANIFEST = "manifest-sha256.txt"
PAYLOAD = "data"
INDEX = f"{PAYLOAD}/index.html"
WORKLIST = f"{PAYLOAD}/worklist.xlsx"
FINDINGS = f"{PAYLOAD}/findings.json"
FINDINGS_TABLE = f"{PAYLOAD}/findings.csv"
FINDINGS_LOG = f"{PAYLOAD}/findings.sarif"
SIGNED = f"{PAYLOAD}/signed.txt"
REGISTER = f"{PAYLOAD}/register.json"
POLICY_CHECK = f"{PAYLOAD}/policy.json"
POLICY = f"{PAYLOAD}/policy.txt"
# What the first page offers to other programs, in its order.
FOR_PROGRAMS = (FINDINGS_TABLE, FINDINGS, FINDINGS_LOG, POLICY_CHECK, REGISTER)

FINDINGS_VERSION = "2"
REGISTER_VERSION = "1"
POLICY_CHECK_VERSION = "1"

# The states of a pack, as it says them itself.
FINAL = "FINAL"
DRAFT = "DRAFT"

# The links beside the packs of a period: to the last one, and to the last one that is final.
LATEST_LINK = "latest"
FINAL_LINK = "final"
