"""Scale: shards, worker processes, runs that can be killed and resumed; Spark and Ray."""
