import groovy.json.JsonSlurper

def hecktor = new File(basedir, 'algorithm/target/hecktor')
assert new File(hecktor, 'submission_task1.tar.gz').file
def report = new JsonSlurper().parse(new File(hecktor, 'task1/image.json'))
assert report.inputs.dependencies*.name == ['org.example:features:jar:1.0:compile']
assert report.entrypoint.takeRight(4) ==
    ['-Xmx2g', '-cp', '/opt/app/algorithm.jar:/opt/app/lib/features-1.0.jar', 'org.example.Segment']
assert !new File(basedir, 'features/target/hecktor').exists()
return true
