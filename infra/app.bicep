// One container app: the same image as web (answers people) or as worker (makes recordings watchable).

param location string
param name string
@allowed(['web', 'worker'])
param role string
param image string
param environment string
param identity string
@secure()
param connection string
param recordings string   // name of the environment's storage

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identity}': {} } }
  properties: {
    environmentId: environment
    workloadProfileName: 'Consumption'
    configuration: {
      secrets: [{ name: 'database', value: connection }]
      // Only the web role has a door, and only with TLS. A person stays with one replica,
      // because a live review's negotiation and its socket must meet the same one.
      ingress: role == 'web'
        ? { external: true, targetPort: 8080, allowInsecure: false, stickySessions: { affinity: 'sticky' } }
        : null
    }
    template: {
      terminationGracePeriodSeconds: 30   // a worker finishes what ends within 20 s
      containers: [
        {
          name: role
          image: image
          args: [role]
          resources: { cpu: role == 'web' ? json('1.0') : json('2.0'), memory: role == 'web' ? '2Gi' : '4Gi' }
          env: [
            { name: 'ConnectionStrings__Database', secretRef: 'database' }
            { name: 'Data__Folder', value: '/data' }
            // Only the environment's own door reaches this app; its word on https and the caller is believed.
            { name: 'Proxies__Known__0', value: '100.64.0.0/10' }   // where Container Apps' doors live
            { name: 'Proxies__Known__1', value: '10.20.0.0/23' }   // and our own subnet of apps
            { name: 'AZURE_CLIENT_ID', value: reference(identity, '2023-01-31').clientId }
          ]
          volumeMounts: [{ volumeName: 'recordings', mountPath: '/data/blobs' }]
          probes: role != 'web' ? [] : [
            { type: 'Liveness', httpGet: { path: '/health/live', port: 8080 } }
            { type: 'Readiness', httpGet: { path: '/health/ready', port: 8080 } }
          ]
        }
      ]
      volumes: [{ name: 'recordings', storageType: 'AzureFile', storageName: recordings }]
      scale: { minReplicas: 1, maxReplicas: 2 }
    }
  }
}

output address string = role == 'web' ? 'https://${app.properties.configuration.ingress.fqdn}' : ''
