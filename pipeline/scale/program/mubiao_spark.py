"""What spark-submit starts: it puts this folder on the path, so nothing else lies here."""

from pipeline.scale.spark_job import main

if __name__ == "__main__":
    main()
