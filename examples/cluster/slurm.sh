#!/bin/bash
#SBATCH --job-name=label
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --requeue
#SBATCH --open-mode=append
# Labels recordings by an array: each task takes a part of them. A task that is requeued goes on where it was, and a
# recording that is whole is left alone, so the same line again finishes what a lost node has left.
#
#   job=$(sbatch --parsable --array=0-7 examples/cluster/slurm.sh runs.jsonl pick.yaml labelled)
#   sbatch --dependency=afterany:$job --wrap "npx spatial-reward label merge labelled --manifest runs.jsonl"
set -euo pipefail
manifest=$1 task=$2 output=$3
shift 3
# exec: Slurm's signals reach the program itself, which then keeps what it has asked the model.
exec ${SPATIAL_REWARD:-npx spatial-reward} label --manifest "$manifest" --task "$task" -o "$output" --shard auto "$@"
