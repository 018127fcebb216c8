"""The fault rig: the month end on real servers, with something going wrong in each run.

`make faults` runs it a thousand times over random seeds; tests/pipeline/test_faults.py runs it sixty
times. A run builds a few boards, lets real Celery workers and schedulers take their reports from
due to mailed through a real SMTP server, injures them as its scenario says, and asks the oracle
whether the invariants of the study of reliability hold: nothing lost, nothing twice, and what
nobody can know says so.

    servers    a PostgreSQL and a Redis of its own, which may be killed
    crew       workers and schedulers, forked from a process that has everything loaded
    points     where a worker can be stopped, and what happens to it there
    scenarios  the faults, by their numbers in the matrix (F1 to F40)
    oracle     the invariants (I1 to I8)
    story      one run: world, faults, patience, verdict
"""
